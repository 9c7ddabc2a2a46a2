package org.bilayer.docs.bank;

import org.bilayer.testkit.database.Databases;
import org.bilayer.testkit.database.TestDatabase;

final class MariaDbBankTest extends DatabaseBankContract {

  @Override
  TestDatabase database() {
    return Databases.mariadb();
  }
}
