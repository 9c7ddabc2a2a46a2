package org.bilayer.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bilayer.DataLayer;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.mybatis.MyBatisDataLayer;
import org.bilayer.mybatis.SchemaCheck;
import org.bilayer.query.Query;
import org.bilayer.testkit.database.Databases;
import org.bilayer.testkit.database.TestDatabase;
import org.bilayer.tools.report.Finding;
import org.bilayer.tools.report.SchemaChange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Importing schemas that need nothing special, and what can go wrong before anything is written. */
final class ImportTest {

  private static final String[] SHOP = {
    "CREATE TABLE customer (id BIGINT NOT NULL PRIMARY KEY, full_name VARCHAR(40) NOT NULL, email VARCHAR(80),"
        + " version BIGINT NOT NULL, CONSTRAINT customer_email_key UNIQUE (email))",
    "CREATE TABLE purchase (id BIGINT NOT NULL PRIMARY KEY, customer_id BIGINT NOT NULL, total DECIMAL(10, 2),"
        + " booked DATE NOT NULL, version BIGINT NOT NULL,"
        + " CONSTRAINT purchase_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customer (id))",
    "CREATE TABLE purchase_line (purchase_id BIGINT NOT NULL, line INTEGER NOT NULL, sku VARCHAR(20) NOT NULL,"
        + " customer_id BIGINT, version BIGINT NOT NULL, PRIMARY KEY (purchase_id, line),"
        + " CONSTRAINT purchase_line_purchase_fkey FOREIGN KEY (purchase_id) REFERENCES purchase (id))",
    "INSERT INTO customer VALUES (1, 'Ada', 'ada@example.org', 1), (2, 'Bob', NULL, 1)",
    "INSERT INTO purchase VALUES (10, 1, 12.50, '2026-01-02', 1), (11, 1, NULL, '2026-01-03', 1)",
    "INSERT INTO purchase_line VALUES (10, 1, 'a', 1, 1), (10, 2, 'b', 2, 1), (11, 1, 'c', NULL, 1)",
  };

  @TempDir
  private Path folder;

  static List<TestDatabase> databases() {
    return List.of(Databases.h2(), Databases.postgresql(), Databases.mariadb());
  }

  private Live shop(TestDatabase database) {
    var live = new Live(database, folder);
    live.execute(SHOP);
    return live;
  }

  @ParameterizedTest
  @MethodSource("databases")
  void write_thenCompiled_opensAndReadsEveryRow(TestDatabase database) {
    try (Live live = shop(database)) {
      ImportReport report = live.wanted().write();
      Model model = live.model();
      live.requireDifferencesInReport(model, report);
      assertThat(model.mappings().stream().map(Mapping::table))
          .containsExactly("customer", "purchase", "purchase_line");
      try (DataLayer data = MyBatisDataLayer.builder(model)
          .dataSource(live.schema().dataSource())
          .schemaCheck(SchemaCheck.NONE)
          .open()) {
        data.run(work -> {
          for (Mapping<?, ?> mapping : model.mappings()) {
            assertThat(work.repository(mapping).find(Query.all()))
                .as(mapping.table())
                .hasSize((int) live.number("SELECT COUNT(*) FROM " + mapping.table()));
          }
        });
      }
    }
  }

  @Test
  void write_ofAShop_readsAsWrittenByHand() {
    try (Live live = shop(Databases.h2())) {
      // The names of H2 are in capital letters here, so the sources show names of Java and of the
      // database.
      live.wanted().write();
      assertThat(live.source("PurchaseLine"))
          .contains("""
          /** A row of the table {@code PURCHASE_LINE}. */
          public record PurchaseLine(Id id, String sku, Optional<Long> customerId) {

            /** What identifies a row. */
            public record Id(long purchaseId, int line) {

              /** The column {@code PURCHASE_ID}. */
              public static final Column<Id, Long> PURCHASE_ID =
                  Column.of("purchase_id", Codec.int64(), Id::purchaseId).inColumn("PURCHASE_ID");
          """)
          .contains("""
            /** How an id is stored. */
              public static final Value<Id> VALUE = Value.of(Id.class, PURCHASE_ID, LINE, Id::new);
          """.strip())
          .contains("""
            /** The {@code Purchase} in {@code PURCHASE_ID}. */
            public static final Reference<PurchaseLine, Purchase> PURCHASE =
                Reference.of("PURCHASE_LINE_PURCHASE_FKEY", PURCHASE_ID, () -> Purchase.MAPPING);
          """.strip());
      assertThat(live.source("Imported")).contains("""
            public static final Model MODEL = Model.of(
                Customer.MAPPING,
                Purchase.MAPPING,
                PurchaseLine.MAPPING);
          """.strip());
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void write_twice_givesTheSameBytes(TestDatabase database) {
    try (Live live = shop(database)) {
      live.wanted().write();
      Map<String, String> first = live.files();
      ImportReport second = live.wanted().write();
      assertThat(live.files()).isEqualTo(first);
      assertThat(second.toString()).contains("Files: 0 new, 0 changed, 4 as before, 0 removed");
      assertThat(live.wanted().changes()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void write_suggestsOwnersAndReferences_withEvidence(TestDatabase database) {
    try (Live live = shop(database)) {
      ImportReport report = live.wanted().write();
      assertThat(report.findings(Finding.Kind.SUGGESTED).stream().map(Finding::toString))
          .anyMatch(line -> line.toLowerCase(Locale.ROOT)
                  .startsWith("purchase.purchase_line: its rows could be owned by")
              && line.contains("at most 2 of the rows read have the same owner"))
          .anyMatch(
              line -> line.toLowerCase(Locale.ROOT)
                  .startsWith(
                      "purchase_line.customer_id: could be a reference to customer: all 2 values are ids of customer"));
      assertThat(live.source("PurchaseLine")).contains("// Suggestions:");
      live.execute("UPDATE purchase_line SET customer_id = 99 WHERE line = 2");
      assertThat(live.wanted().write().findings(Finding.Kind.SUGGESTED).stream()
              .map(Finding::toString))
          .as("a reference that does not hold is no suggestion")
          .noneMatch(line -> line.contains("could be a reference"));
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void changes_nameWhatHasChanged_andWriteNothing(TestDatabase database) {
    try (Live live = shop(database)) {
      live.wanted().write();
      Map<String, String> before = live.files();
      live.execute(
          "ALTER TABLE customer ADD COLUMN phone VARCHAR(20)",
          "DROP TABLE purchase_line",
          "CREATE TABLE extra (id BIGINT NOT NULL PRIMARY KEY, version BIGINT NOT NULL)");
      List<SchemaChange> changes = live.wanted().changes();
      assertThat(changes.stream().map(change -> change.toString().toLowerCase(Locale.ROOT)))
          .hasSize(3)
          .anyMatch(line -> line.startsWith("customer, column phone: is new"))
          .anyMatch(line -> line.startsWith("extra: is new"))
          .anyMatch(line -> line.equals("purchase_line: is gone"));
      assertThat(live.files()).isEqualTo(before);
      assertThat(live.wanted().write().toString())
          .contains("Files: 1 new, 3 changed, 0 as before, 1 removed");
      assertThat(live.model().mappings()).hasSize(3);
    }
  }

  @Test
  void write_overAnEditedFile_isRefusedBeforeTheDatabaseIsRead() throws IOException {
    try (Live live = shop(Databases.h2())) {
      live.wanted().write();
      Path edited = live.folder().resolve("Customer.java");
      Files.writeString(edited, Files.readString(edited) + "// mine\n");
      Map<String, String> before = live.files();
      var said = new ArrayList<String>();
      assertThatThrownBy(() -> live.wanted().progress(said::add).write())
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("files=[Customer.java]")
          .hasMessageContaining("nothing was changed");
      assertThat(said).isEmpty();
      assertThat(live.files()).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void write_ofASchemaWithoutTables_isRefused(TestDatabase database) {
    try (Live live = new Live(database, folder)) {
      assertThatThrownBy(() -> live.wanted().write())
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("The schema has no tables; nothing was written");
      assertThat(live.files()).isEmpty();
    }
  }

  @Test
  void write_ofNoChosenTable_isRefused() {
    try (Live live = shop(Databases.h2())) {
      assertThatThrownBy(() -> live.wanted().tables("nothing*").write())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("No table is chosen")
          .hasMessageContaining("chosen=[nothing*]");
      assertThat(live.files()).isEmpty();
    }
  }

  @Test
  void write_ofChosenTables_leavesOutReferencesToOthers() {
    try (Live live = shop(Databases.h2())) {
      ImportReport report = live.wanted().tables("purchase*").except("*_line").write();
      assertThat(live.model().mappings()).hasSize(1);
      assertThat(report.findings(Finding.Kind.LEFT_OUT).stream().map(Finding::toString))
          .anyMatch(line -> line.contains("this foreign key is not in the model: it refers to ")
              && line.contains("CUSTOMER, which is not in the model"));
    }
  }

  @Test
  void write_withoutFolderPackageOrLegalNames_isRefused() {
    try (Live live = shop(Databases.h2())) {
      Import nowhere = Import.from(live.schema().dataSource()).inPackage("a.b");
      assertThatThrownBy(nowhere::write).hasMessageContaining("Say where the sources go");
      assertThatThrownBy(
              () -> Import.from(live.schema().dataSource()).into(folder).write())
          .hasMessageContaining("Name a package that Java allows");
      assertThatThrownBy(() -> live.wanted().inPackage("a.int").write())
          .hasMessageContaining("[package=a.int]");
      assertThatThrownBy(() -> live.wanted().modelNamed("no name").write())
          .hasMessageContaining("[model=no name]");
      assertThatThrownBy(() -> live.wanted().changes())
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("no import wrote into this folder");
      assertThat(live.files()).isEmpty();
    }
  }

  @Test
  void write_ofNamesThatCollide_numbersThem_andSaysSo() {
    try (Live live = new Live(Databases.postgresql(), folder)) {
      live.execute(
          "CREATE TABLE \"item\" (\"id\" INT PRIMARY KEY, \"a_b\" INT, \"aB\" INT, \"a b\" INT, \"class\" INT,"
              + " \"hashCode\" INT, \"2x\" INT, \"*/ \\u0041 \"\"\" INT, \"version\" BIGINT NOT NULL)",
          "CREATE TABLE \"ITEM\" (\"id\" INT PRIMARY KEY, \"version\" BIGINT NOT NULL)",
          "CREATE TABLE \"String\" (\"id\" INT PRIMARY KEY, \"version\" BIGINT NOT NULL)",
          "CREATE TABLE \"imported\" (\"id\" INT PRIMARY KEY, \"version\" BIGINT NOT NULL)",
          "CREATE TABLE \"order\" (\"id\" INT PRIMARY KEY, \"select\" INT, \"version\" BIGINT NOT NULL)");
      ImportReport report = live.wanted().write();
      Model model = live.model();
      live.requireDifferencesInReport(model, report);
      assertThat(model.mappings()).hasSize(5);
      assertThat(live.files().keySet().stream().map(name -> name.replaceAll(".*/", "")))
          .contains("Item.java", "Item2.java", "StringRow.java", "Imported2.java", "Order.java");
      assertThat(report.findings(Finding.Kind.NOTED).stream().map(Finding::toString))
          .contains(
              "item: is called Item2, because another class is called Item (files of some systems ignore letter case)",
              "imported: is called Imported2, because another class is called Imported (files of some systems ignore letter"
                  + " case)",
              "item.a b: is called aB3, because another column is called aB in Java");
    }
  }

  @Test
  void write_toConnectionsOfAnotherSchema_namesTheSchemaInTheSources() {
    try (Live live = shop(Databases.postgresql());
        var other = Databases.postgresql().newSchema("elsewhere")) {
      Import.from(other.dataSource())
          .schema(live.schema().name())
          .into(live.root())
          .inPackage(Live.PACKAGE)
          .modelNamed("Imported")
          .write();
      assertThat(live.source("Customer"))
          .contains(".inTable(\"" + live.schema().name() + "\", \"customer\")");
      try (DataLayer data = MyBatisDataLayer.of(live.model(), other.dataSource())) {
        data.run(work -> live.model());
      }
    }
  }
}
