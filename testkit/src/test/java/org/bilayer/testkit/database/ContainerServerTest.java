package org.bilayer.testkit.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.Connection;
import java.util.List;
import org.bilayer.testkit.database.Availability.Available;
import org.bilayer.testkit.database.Availability.Unavailable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Servers in containers; the profile {@code containers} has Testcontainers on the class path. */
final class ContainerServerTest {

  private static final DatabaseSettings NONE = new DatabaseSettings(name -> null, name -> null);

  @ParameterizedTest
  @EnumSource(
      value = DatabaseProduct.class,
      names = {"POSTGRESQL", "MARIADB"})
  void find_withoutTestcontainers_saysSo(DatabaseProduct product) {
    Assumptions.assumeTrue(
        ClassPath.find("org.testcontainers.DockerClientFactory").isEmpty(),
        "Testcontainers is on the class path");
    assertThatExceptionOfType(ServerNotFoundException.class)
        .isThrownBy(() -> new ContainerServer(product, NONE).find())
        .satisfies(e -> assertThat(e.reason()).isEqualTo("it is not on the class path"));
  }

  @Tag("containers")
  @ParameterizedTest
  @EnumSource(
      value = DatabaseProduct.class,
      names = {"POSTGRESQL", "MARIADB"})
  void newSchema_whereAnEngineAnswers_isInAContainer(DatabaseProduct product) throws Exception {
    var source = new ContainerServer(product, NONE);
    var search = new ServerSearch(product, NONE, List.of(source));
    var database = new LazyDatabase(product, NONE, search, notice -> {});
    if (database.availability() instanceof Unavailable unavailable) {
      Assumptions.abort("bilayer-testkit: no container: " + unavailable.tried());
    }
    try (TestSchema schema = database.newSchema("container");
        Connection connection = schema.dataSource().getConnection()) {
      Sql.run(connection, "CREATE TABLE t (i INT PRIMARY KEY)", "INSERT INTO t VALUES (1)");
      assertThat(Sql.strings(connection, "SELECT i FROM t")).containsExactly("1");
    }
    assertThat(database.availability()).isInstanceOfSatisfying(Available.class, found -> {
      assertThat(found.origin()).startsWith("started for these tests in a container of ");
      System.out.println("bilayer-testkit: " + product.label() + " " + found.version() + " (driver "
          + found.driverVersion() + ") " + found.origin());
    });
  }
}
