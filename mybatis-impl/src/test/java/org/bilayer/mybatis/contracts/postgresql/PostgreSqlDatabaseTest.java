package org.bilayer.mybatis.contracts.postgresql;

import org.bilayer.contracts.database.DatabaseContract;
import org.bilayer.testkit.database.Databases;
import org.bilayer.testkit.database.TestDatabase;

final class PostgreSqlDatabaseTest extends DatabaseContract {

  @Override
  protected TestDatabase database() {
    return Databases.postgresql();
  }
}
