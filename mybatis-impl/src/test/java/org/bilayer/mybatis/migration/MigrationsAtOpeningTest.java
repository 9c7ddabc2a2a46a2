package org.bilayer.mybatis.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.bilayer.DataLayer;
import org.bilayer.contracts.sample.Archive;
import org.bilayer.failure.StorageFailureException;
import org.bilayer.mybatis.MyBatisDataLayer;
import org.bilayer.mybatis.SchemaCheck;
import org.bilayer.testkit.database.Databases;
import org.bilayer.testkit.database.TestDatabase;
import org.bilayer.testkit.database.TestSchema;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A data layer that applies migrations when it opens. */
final class MigrationsAtOpeningTest {

  @TempDir
  Path directory;

  private static TestDatabase database(String name) {
    return List.of(Databases.h2(), Databases.postgresql(), Databases.mariadb()).stream()
        .filter(each -> each.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow()
        .require();
  }

  private StepFiles files(String dialect) {
    return new StepFiles(directory)
        .with(
            "V1__all.sql",
            String.join(";\n", MyBatisDataLayer.createScript(Archive.MODEL, dialect)) + ";\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"H2", "PostgreSQL", "MariaDB"})
  void open_emptyDatabase_appliesAndThenChecks(String dialect) {
    try (TestSchema schema = database(dialect).newSchema("opening")) {
      StepFiles files = files(dialect);
      for (int i = 0; i < 2; i++) {
        try (DataLayer layer = MyBatisDataLayer.builder(Archive.MODEL)
            .dataSource(schema.dataSource())
            .migrations(files.migrations())
            .schemaCheck(SchemaCheck.FAIL)
            .open()) {
          assertThat(layer).isNotNull();
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"H2", "PostgreSQL", "MariaDB"})
  void open_migrationsThatDoNotMakeTheModel_isRefusedAndTheMigrationsStay(String dialect) {
    try (TestSchema schema = database(dialect).newSchema("opening")) {
      StepFiles files =
          new StepFiles(directory).with("V1__other.sql", "CREATE TABLE other (id int);");

      assertThatThrownBy(() -> MyBatisDataLayer.builder(Archive.MODEL)
              .dataSource(schema.dataSource())
              .migrations(files.migrations())
              .schemaCheck(SchemaCheck.FAIL)
              .open())
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("The tables differ from the model");
      assertThat(Sql.tables(schema.dataSource())).containsExactly("flyway_schema_history", "other");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"H2", "PostgreSQL", "MariaDB"})
  void open_migrationThatFails_opensNothing(String dialect) {
    try (TestSchema schema = database(dialect).newSchema("opening")) {
      StepFiles files =
          new StepFiles(directory).with("V1__bad.sql", "INSERT INTO nowhere VALUES (1);");

      assertThatThrownBy(() -> MyBatisDataLayer.builder(Archive.MODEL)
              .dataSource(schema.dataSource())
              .migrations(files.migrations())
              .open())
          .isInstanceOf(StorageFailureException.class)
          .hasMessageStartingWith("Migration 1 failed [file=V1__bad.sql, line=1");
    }
  }
}
