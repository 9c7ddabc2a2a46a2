package org.bilayer.mybatis.contracts.mariadb;

import org.bilayer.contracts.database.DatabaseContract;
import org.bilayer.contracts.database.MariaDbContract;
import org.bilayer.testkit.database.Databases;
import org.bilayer.testkit.database.TestDatabase;
import org.junit.jupiter.api.Nested;

final class MariaDbDatabaseTest {

  @Nested
  final class EveryDatabase extends DatabaseContract {
    @Override
    protected TestDatabase database() {
      return Databases.mariadb();
    }
  }

  @Nested
  final class MariaDbAlone extends MariaDbContract {
    @Override
    protected TestDatabase database() {
      return Databases.mariadb();
    }
  }
}
