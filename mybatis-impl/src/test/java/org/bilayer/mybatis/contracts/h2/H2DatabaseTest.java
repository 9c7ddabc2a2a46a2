package org.bilayer.mybatis.contracts.h2;

import org.bilayer.contracts.database.DatabaseContract;
import org.bilayer.testkit.database.Databases;
import org.bilayer.testkit.database.TestDatabase;

final class H2DatabaseTest extends DatabaseContract {

  @Override
  protected TestDatabase database() {
    return Databases.h2();
  }
}
