package org.bilayer.docs.bank;

import org.bilayer.testkit.database.TestDatabase;
import org.bilayer.testkit.database.TestSchema;

/** The bank on a database, if this machine has it. */
abstract class DatabaseBankContract extends BankContract {

  abstract TestDatabase database();

  @Override
  Backend.Opened open() throws Exception {
    TestSchema schema = database().newSchema("bank");
    return Backend.database(schema.dataSource(), schema::close);
  }
}
