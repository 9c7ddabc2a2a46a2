package org.bilayer.docs.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bilayer.contracts.sample.Offer;
import org.bilayer.contracts.sample.Voyage;
import org.bilayer.docs.bank.model.Bank;
import org.bilayer.model.Model;
import org.bilayer.model.ModelInternals;
import org.bilayer.mybatis.MyBatisDataLayer;
import org.bilayer.mybatis.migration.FlywayMigrations;
import org.bilayer.testkit.database.Databases;
import org.bilayer.testkit.database.TestDatabase;
import org.bilayer.testkit.verify.checking.MigrationSteps;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Mistakes in migrations, each of which is found and named on each database. */
final class MigrationMistakesTest {

  enum Product {
    H2(Databases.h2()),
    POSTGRESQL(Databases.postgresql()),
    MARIADB(Databases.mariadb());

    private final TestDatabase database;

    Product(TestDatabase database) {
      this.database = database;
    }
  }

  @TempDir
  Path directory;

  private String script(Product product, Model model) {
    String dialect = switch (product) {
      case H2 -> "H2";
      case POSTGRESQL -> "PostgreSQL";
      case MARIADB -> "MariaDB";
    };
    product.database.require();
    return String.join(";\n", MyBatisDataLayer.createScript(model, dialect)).replace('`', '"')
        + ";\n";
  }

  /** With names as the script of H2 and PostgreSQL writes them. */
  private List<String> differences(Product product, Model model, String sql) throws IOException {
    Files.writeString(
        directory.resolve("V1__all.sql"), product == Product.MARIADB ? sql.replace('"', '`') : sql);
    return new MigrationSteps(FlywayMigrations.of("filesystem:" + directory), List.of())
        .check(product.database.require(), ModelInternals.schema(model))
        .differences();
  }

  private static String changed(String sql, String pattern, String replacement) {
    String after = sql.replaceFirst(pattern, replacement);
    assertThat(after).as("the planted mistake").isNotEqualTo(sql);
    return after;
  }

  @ParameterizedTest
  @EnumSource
  void check_noMistake_findsNothing(Product product) throws IOException {
    Model voyages = Model.of(Voyage.VOYAGES, Offer.OFFERS);
    assertThat(differences(product, voyages, script(product, voyages))).isEmpty();
    assertThat(differences(product, Bank.MODEL, script(product, Bank.MODEL))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void check_missingColumn_isFound(Product product) throws IOException {
    String sql = changed(script(product, Bank.MODEL), "  \"booked\"[^\\n]*\\n", "");
    assertThat(differences(product, Bank.MODEL, sql))
        .anyMatch(each -> each.startsWith("transfer.booked: column missing"));
  }

  @ParameterizedTest
  @EnumSource
  void check_columnBeyondTheModel_isFoundIfEveryInsertFails(Product product) throws IOException {
    String sql = script(product, Bank.MODEL);
    assertThat(differences(
            product,
            Bank.MODEL,
            changed(sql, "  \"booked\"", "  \"more\" int NOT NULL,\n  \"booked\"")))
        .anyMatch(each ->
            each.startsWith("transfer.more: column not expected") && each.contains("every insert"));
    assertThat(differences(
            product, Bank.MODEL, changed(sql, "  \"booked\"", "  \"more\" int,\n  \"booked\"")))
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void check_otherLength_isFound(Product product) throws IOException {
    String sql =
        changed(script(product, Bank.MODEL), "(\"email\" [a-zA-Z ]+)\\((120|240)\\)", "$1(119)");
    assertThat(differences(product, Bank.MODEL, sql))
        .anyMatch(each -> each.startsWith("customer.email: type expected "));
  }

  @ParameterizedTest
  @EnumSource
  void check_otherNullability_isFound(Product product) throws IOException {
    String sql = changed(script(product, Bank.MODEL), "(\"email\"[^\\n]*) NOT NULL", "$1");
    assertThat(differences(product, Bank.MODEL, sql))
        .anyMatch(each -> each.startsWith("customer.email: nullability expected NOT NULL"));
  }

  @ParameterizedTest
  @EnumSource
  void check_missingUniqueKey_isFound(Product product) throws IOException {
    String sql =
        changed(script(product, Bank.MODEL), ",\\n  CONSTRAINT \"customer_email_key\"[^\\n]*", "");
    assertThat(differences(product, Bank.MODEL, sql))
        .anyMatch(each -> each.startsWith("customer.customer_email_key: unique key missing"));
  }

  @ParameterizedTest
  @EnumSource
  void check_missingReference_isFound(Product product) throws IOException {
    String sql =
        changed(script(product, Bank.MODEL), ",\\n  CONSTRAINT \"account_owner_fkey\"[^\\n]*", "");
    assertThat(differences(product, Bank.MODEL, sql))
        .anyMatch(each -> each.startsWith("account.account_owner_fkey: reference missing"));
  }

  @ParameterizedTest
  @EnumSource
  void check_referenceWithAnotherAction_isFound(Product product) throws IOException {
    String sql = changed(
        script(product, Bank.MODEL),
        "(CONSTRAINT \"account_owner_fkey\"[^\\n]*)",
        "$1 ON DELETE CASCADE");
    assertThat(differences(product, Bank.MODEL, sql))
        .anyMatch(each -> each.startsWith("account.account_owner_fkey: reference expected"));
  }

  @ParameterizedTest
  @EnumSource
  void check_otherCheck_isFound(Product product) throws IOException {
    String sql = changed(script(product, Bank.MODEL), ">= 0.00", ">= 1.00");
    assertThat(differences(product, Bank.MODEL, sql))
        .anyMatch(each -> each.startsWith("account.account_balance_check: check expected"));
  }

  @ParameterizedTest
  @EnumSource(names = {"POSTGRESQL", "MARIADB"})
  void check_otherCollation_isFound(Product product) throws IOException {
    String sql = product == Product.MARIADB
        ? changed(
            script(product, Bank.MODEL),
            "(\"email\" [^\\n]*)utf8mb4_nopad_bin",
            "$1utf8mb4_general_ci")
        : changed(script(product, Bank.MODEL), "(\"email\" [^\\n]*)\"C\"", "$1\"POSIX\"");
    assertThat(differences(product, Bank.MODEL, sql))
        .anyMatch(each -> each.startsWith("customer.email: collation expected "));
  }

  @ParameterizedTest
  @EnumSource
  void check_otherDefault_isFound_whereAnInsertLeavesTheColumnOut(Product product)
      throws IOException {
    String sql = changed(
        script(product, Bank.MODEL), "(\"status\"[^\\n]*) NOT NULL", "$1 DEFAULT 'OPEN' NOT NULL");
    // The library gives the column a value in each insert, so a default changes nothing.
    assertThat(differences(product, Bank.MODEL, sql)).isEmpty();
    Model offers = Model.of(Offer.OFFERS);
    assertThat(differences(
            product, offers, changed(script(product, offers), " DEFAULT \\(3\\)", " DEFAULT 4")))
        .anyMatch(each -> each.startsWith("offer.rating: default expected 3, found 4"));
  }

  @ParameterizedTest
  @EnumSource(names = "POSTGRESQL")
  void check_missingTrigger_isFound(Product product) throws IOException {
    Model offers = Model.of(Offer.OFFERS);
    assertThat(differences(
            product, offers, changed(script(product, offers), "CREATE TRIGGER [^;]*;", "")))
        .anyMatch(each -> each.startsWith("offer.offer_written: trigger missing"));
  }

  @ParameterizedTest
  @EnumSource
  void check_missingIndex_isFound(Product product) throws IOException {
    Model voyages = Model.of(Voyage.VOYAGES);
    String sql = changed(script(product, voyages), "CREATE INDEX \"voyage_due_idx\"[^;]*;\\n", "");
    assertThat(differences(product, voyages, sql))
        .anyMatch(each -> each.startsWith("voyage.voyage_due_idx: index missing"));
  }

  @ParameterizedTest
  @EnumSource
  void check_stepThatFailsWithRows_isFound(Product product) throws IOException {
    String sql = changed(
        script(product, Bank.MODEL),
        "CONSTRAINT \"customer_email_key\"",
        "CONSTRAINT \"other_key\"");
    String quote = product == Product.MARIADB ? "`" : "\"";
    Files.writeString(
        directory.resolve("V2__key.sql"),
        "INSERT INTO 'customer' VALUES ('1', 1, '1');"
            .replace("'customer'", quote + "customer" + quote));

    assertThat(differences(product, Bank.MODEL, sql))
        .anyMatch(each -> each.startsWith(
            "From version 1 with a row in each table: Migration 2 failed [file=V2__key.sql"));
  }
}
