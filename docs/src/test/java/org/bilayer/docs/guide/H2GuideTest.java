package org.bilayer.docs.guide;

import org.bilayer.DataLayer;
import org.bilayer.docs.bank.model.Bank;
import org.bilayer.mybatis.MyBatisDataLayer;
import org.bilayer.testkit.database.Databases;
import org.bilayer.testkit.database.TestSchema;
import org.junit.jupiter.api.AfterEach;

final class H2GuideTest extends GuideContract {

  private TestSchema schema;

  @Override
  DataLayer open() throws Exception {
    schema = Databases.h2().newSchema("guide");
    MyBatisDataLayer.createTables(Bank.MODEL, schema.dataSource());
    return MyBatisDataLayer.of(Bank.MODEL, schema.dataSource());
  }

  @AfterEach
  void dropSchema() {
    if (schema != null) {
      schema.close();
    }
  }
}
