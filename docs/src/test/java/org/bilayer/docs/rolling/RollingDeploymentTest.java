package org.bilayer.docs.rolling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.bilayer.docs.rolling.Customers.Grade;
import org.bilayer.docs.rolling.Customers.NextGrade;
import org.bilayer.model.Model;
import org.bilayer.testkit.database.Databases;
import org.bilayer.testkit.database.TestDatabase;
import org.bilayer.testkit.rolling.ModelSnapshot;
import org.bilayer.testkit.rolling.RollingDeployment;
import org.bilayer.testkit.rolling.RollingDeployment.Change;
import org.bilayer.testkit.rolling.RollingMatrix;
import org.bilayer.testkit.rolling.RollingMatrix.Code;
import org.bilayer.testkit.rolling.RollingMatrix.Operation;
import org.bilayer.testkit.rolling.RollingMatrix.Step;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Changes of a schema, safe and unsafe, while the last release and the next one run on it. */
final class RollingDeploymentTest {

  static Stream<TestDatabase> databases() {
    return Stream.of(Databases.h2(), Databases.postgresql(), Databases.mariadb());
  }

  private static final ModelSnapshot FIRST =
      ModelSnapshot.parse(ModelSnapshot.of(Customers.FIRST).text());

  /** Statements whose names are quoted as each database wants it. */
  private static Change sql(String... statements) {
    return (schema, database) -> {
      try (Connection connection = schema.getConnection();
          Statement statement = connection.createStatement()) {
        for (String each : statements) {
          statement.execute(database.equals("mariadb") ? each.replace('"', '`') : each);
        }
      }
    };
  }

  private static RollingDeployment deployment(Model next, TestDatabase database, String... expand) {
    return RollingDeployment.from(FIRST)
        .to(next)
        .on(database)
        .expand(sql(expand))
        .operations(20);
  }

  private static String typeOfName(TestDatabase database, int length) {
    return database.name().equals("mariadb")
        ? "varchar(" + length + ") CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"
        : "varchar(" + length + ")";
  }

  private static String modify(TestDatabase database, String column, String type, String rest) {
    return switch (database.name()) {
      case "mariadb" -> "ALTER TABLE \"customer\" MODIFY \"" + column + "\" " + type + " " + rest;
      case "postgresql" -> "ALTER TABLE \"customer\" ALTER COLUMN \"" + column + "\" TYPE " + type;
      default -> "ALTER TABLE \"customer\" ALTER COLUMN \"" + column + "\" SET DATA TYPE " + type;
    };
  }

  // --- safe changes

  @ParameterizedTest
  @MethodSource("databases")
  void nothing_changed_isSafe(TestDatabase database) {
    RollingDeployment.from(FIRST).to(Customers.FIRST).on(database).verify();
  }

  @ParameterizedTest
  @MethodSource("databases")
  void nullableColumn_added_isSafe_onSeveralSeeds(TestDatabase database) {
    RollingDeployment adding = deployment(
        Customers.withNick(false, Grade.class),
        database,
        "ALTER TABLE \"customer\" ADD COLUMN \"nick\" " + typeOfName(database, 20));
    for (long seed = 1; seed <= (Boolean.getBoolean("bilayer.nightly") ? 20 : 2); seed++) {
      List<RollingMatrix> matrices = adding.seed(seed).verify();
      assertThat(matrices).hasSize(1);
      assertThat(matrices.get(0).isOk(Step.EXPANDED, Code.OLD)).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void requiredColumn_withADefault_isSafe(TestDatabase database) {
    deployment(
            Customers.withNick(true, Grade.class),
            database,
            "ALTER TABLE \"customer\" ADD COLUMN \"nick\" " + typeOfName(database, 20)
                + " DEFAULT 'none' NOT NULL")
        .verify();
  }

  @ParameterizedTest
  @MethodSource("databases")
  void widerType_isSafe(TestDatabase database) {
    deployment(
            Customers.withPoints(Customers.widePoints()),
            database,
            modify(database, "points", "bigint", "NOT NULL"))
        .verify();
  }

  @ParameterizedTest
  @MethodSource("databases")
  void tableAndIndex_added_areSafe(TestDatabase database) {
    deployment(
            Customers.FIRST,
            database,
            "CREATE TABLE \"log\" (\"id\" int PRIMARY KEY)",
            "CREATE INDEX \"customer_points_idx\" ON \"customer\" (\"points\")")
        .verify();
  }

  @ParameterizedTest
  @MethodSource("databases")
  void column_droppedInTheContraction_letsOldCodeFail_andNewCodeWork(TestDatabase database) {
    RollingMatrix matrix = deployment(Customers.withoutPhone(), database)
        .contract(sql("ALTER TABLE \"customer\" DROP COLUMN \"phone\""))
        .verify()
        .get(0);

    assertThat(matrix.isOk(Step.EXPANDED, Code.OLD)).isTrue();
    assertThat(matrix.isOk(Step.CONTRACTED, Code.NEW)).isTrue();
    for (Operation operation : List.of(Operation.READ, Operation.INSERT)) {
      assertThat(matrix.failures(Step.CONTRACTED, Code.OLD, operation)).isNotEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void contraction_thatOldCodeSurvives_isReported(TestDatabase database) {
    assertUnsafe(
        deployment(Customers.withoutPhone(), database)
            .contract(sql("CREATE TABLE \"log\" (\"id\" int PRIMARY KEY)")),
        "old code still works after the contraction");
  }

  // --- unsafe changes, each of which must be found

  private static void assertUnsafe(RollingDeployment deployment, String... parts) {
    assertThatThrownBy(deployment::verify)
        .isInstanceOf(AssertionError.class)
        .hasMessageContainingAll(parts);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void column_renamed_letsOldCodeFailEverywhere(TestDatabase database) {
    RollingDeployment renaming = deployment(
        Customers.withName(Customers.name("title", 40)),
        database,
        "ALTER TABLE \"customer\" "
            + (database.name().equals("h2") ? "ALTER COLUMN" : "RENAME COLUMN") + " \"name\" "
            + (database.name().equals("h2") ? "RENAME TO" : "TO") + " \"title\"");
    assertUnsafe(
        renaming,
        "old code fails while both releases run",
        "expanded     old   fails    fails    fails             fails    fails",
        "expanded     new   ok       ok       ok                ok       ok");
  }

  @ParameterizedTest
  @MethodSource("databases")
  void column_dropped_letsOldCodeFail(TestDatabase database) {
    assertUnsafe(
        deployment(
            Customers.withoutPhone(), database, "ALTER TABLE \"customer\" DROP COLUMN \"phone\""),
        "old code fails while both releases run");
  }

  @ParameterizedTest
  @MethodSource("databases")
  void type_narrowed_refusesLongValuesOfOldCode(TestDatabase database) {
    RollingDeployment narrowing = RollingDeployment.from(FIRST)
        .to(Customers.withName(Customers.name("name", 50)))
        .on(database)
        .expand((schema, name) -> {
          sql("DELETE FROM \"customer\"").apply(schema, name);
          sql(modify(database, "name", typeOfName(database, 30), "NOT NULL")).apply(schema, name);
        });
    assertUnsafe(narrowing, "old code fails", "insert: customer, longest");
  }

  @ParameterizedTest
  @MethodSource("databases")
  void requiredColumn_withoutADefault_isRefusedByTheDatabaseOrLetsOldInsertsFail(
      TestDatabase database) {
    RollingDeployment adding = deployment(
        Customers.withNick(true, Grade.class),
        database,
        "ALTER TABLE \"customer\" ADD COLUMN \"nick\" " + typeOfName(database, 20) + " NOT NULL");
    if (database.name().equals("mariadb")) {
      assertUnsafe(adding, "expanded     old   ok       fails    fails             ok       ok");
    } else {
      assertThatThrownBy(adding::verify)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("refuses the change of expand");
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void nullableColumn_madeRequired_refusesNullsOfOldCode(TestDatabase database) {
    String required = database.name().equals("mariadb")
        ? modify(database, "phone", typeOfName(database, 20), "NOT NULL")
        : "ALTER TABLE \"customer\" ALTER COLUMN \"phone\" SET NOT NULL";
    RollingDeployment requiring = deployment(
        Customers.withRequiredPhone(),
        database,
        "UPDATE \"customer\" SET \"phone\" = '-' WHERE \"phone\" IS NULL",
        required);
    assertUnsafe(
        requiring,
        "expanded     old   ok       fails    ok                fails    ok",
        "insert: customer, nulls: NotNullViolationException");
  }

  @ParameterizedTest
  @MethodSource("databases")
  void uniqueKey_added_refusesDuplicatesOfOldCode(TestDatabase database) {
    RollingDeployment adding = deployment(
        Customers.withRules(),
        database,
        "DELETE FROM \"customer\"",
        "ALTER TABLE \"customer\" ADD CONSTRAINT \"customer_name_key\" UNIQUE (\"name\")");
    assertUnsafe(adding, "old code fails", "insert_duplicate: customer: UniqueViolationException");
  }

  @ParameterizedTest
  @MethodSource("databases")
  void check_added_refusesValuesOfOldCode(TestDatabase database) {
    assertUnsafe(
        deployment(
            Customers.withCheck(),
            database,
            "UPDATE \"customer\" SET \"points\" = 1",
            "ALTER TABLE \"customer\" ADD CONSTRAINT \"customer_points_check\" CHECK (\"points\" < 1000000)"),
        "old code fails");
  }

  @ParameterizedTest
  @MethodSource("databases")
  void constant_added_isUnreadableForOldCode(TestDatabase database) {
    RollingDeployment adding = deployment(
        Customers.withNick(false, NextGrade.class),
        database,
        "ALTER TABLE \"customer\" ADD COLUMN \"nick\" " + typeOfName(database, 20),
        modify(database, "grade", typeOfName(database, 8), "NOT NULL"));
    assertUnsafe(adding, "old code fails", "UnreadableRowException");
  }

  @ParameterizedTest
  @MethodSource("databases")
  void variant_added_isUnreadableForOldCode(TestDatabase database) {
    RollingDeployment adding = RollingDeployment.from(
            ModelSnapshot.parse(ModelSnapshot.of(Customers.vehicles(false)).text()))
        .to(Customers.vehicles(true))
        .on(database)
        .expand(sql(
            "ALTER TABLE \"vehicle\" ADD COLUMN \"load\" " + typeOfName(database, 20),
            modify(database, "kind", typeOfName(database, 5), "NOT NULL")
                .replace("customer", "vehicle")));
    assertUnsafe(adding, "old code fails", "UnreadableRowException");
  }

  @ParameterizedTest
  @MethodSource("databases")
  void versionColumn_replaced_losesUpdates(TestDatabase database) {
    assertUnsafe(
        deployment(
            Customers.withAnotherVersion(),
            database,
            "ALTER TABLE \"customer\" ADD COLUMN \"revision\" bigint DEFAULT 1 NOT NULL",
            database.name().equals("h2")
                ? "ALTER TABLE \"customer\" ALTER COLUMN \"version\" SET DEFAULT 1"
                : "ALTER TABLE \"customer\" ALTER \"version\" SET DEFAULT 1"),
        "the update wins although the other code has changed the row since it was read");
  }
}
