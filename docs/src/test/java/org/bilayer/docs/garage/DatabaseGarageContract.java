package org.bilayer.docs.garage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import javax.sql.DataSource;
import org.bilayer.DataLayer;
import org.bilayer.mybatis.MyBatisDataLayer;
import org.bilayer.mybatis.SchemaCheck;
import org.bilayer.store.SchemaDifference;
import org.bilayer.testkit.database.TestDatabase;
import org.bilayer.testkit.database.TestSchema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The garage in a database. */
abstract class DatabaseGarageContract extends GarageContract {

  private TestSchema schema;

  abstract TestDatabase database();

  @Override
  final DataLayer open() {
    schema = database().newSchema("garage");
    DataSource dataSource = schema.dataSource();
    // tag::open-database[]
    MyBatisDataLayer.createTables(Garage.MODEL, dataSource);
    DataLayer data = MyBatisDataLayer.builder(Garage.MODEL)
        .dataSource(dataSource)
        .mapper(JobMapper.class)
        .schemaCheck(SchemaCheck.FAIL)
        .open();
    // end::open-database[]
    return data;
  }

  @Test
  void liveSchema_isThatOfTheModel() {
    DataSource dataSource = schema.dataSource();
    // tag::differences[]
    List<SchemaDifference> differences =
        MyBatisDataLayer.schemaDifferences(Garage.MODEL, dataSource);
    // end::differences[]
    assertThat(differences).isEmpty();
  }

  @AfterEach
  void dropSchema() {
    if (schema != null) {
      schema.close();
    }
  }
}
