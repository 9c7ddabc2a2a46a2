package org.bilayer.docs.garage;

import org.bilayer.testkit.database.Databases;
import org.bilayer.testkit.database.TestDatabase;

final class PostgresqlGarageTest extends DatabaseGarageContract {

  @Override
  TestDatabase database() {
    return Databases.postgresql();
  }
}
