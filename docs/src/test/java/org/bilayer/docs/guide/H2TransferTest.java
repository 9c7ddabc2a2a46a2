package org.bilayer.docs.guide;

import org.bilayer.DataLayer;
import org.bilayer.docs.bank.model.Bank;
import org.bilayer.mybatis.MyBatisDataLayer;
import org.bilayer.testkit.database.Databases;
import org.bilayer.testkit.database.TestSchema;
import org.junit.jupiter.api.AfterEach;

// tag::test[]
final class H2TransferTest extends TransferTest {

  private TestSchema schema;

  @Override
  DataLayer open() throws Exception {
    schema = Databases.h2().newSchema("transfer");
    MyBatisDataLayer.createTables(Bank.MODEL, schema.dataSource());
    return MyBatisDataLayer.of(Bank.MODEL, schema.dataSource());
  }

  @AfterEach
  void dropSchema() {
    schema.close();
  }
}
// end::test[]
