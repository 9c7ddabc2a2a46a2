package org.bilayer.mybatis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bilayer.contracts.sample.Archive;
import org.bilayer.contracts.sample.Desk;
import org.bilayer.contracts.sample.Forest;
import org.bilayer.contracts.sample.Harbour;
import org.bilayer.contracts.sample.Laboratory;
import org.bilayer.contracts.sample.Shop;
import org.bilayer.contracts.sample.Specimens;
import org.bilayer.contracts.sample.Till;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.IdSequence;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.model.Reference;
import org.bilayer.mybatis.fixture.HoldsLog;
import org.bilayer.mybatis.fixture.Server;
import org.bilayer.mybatis.fixture.TestDatabase;
import org.bilayer.store.SchemaDifference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Live tables against the model. */
@ExtendWith(HoldsLog.class)
@ParameterizedClass
@EnumSource(Server.class)
final class SchemaCheckTest {

  record Shelf(long id, String label) {}

  record Item(long id, String name, BigDecimal price, Instant made, Optional<Long> shelf) {}

  private static final Column<Shelf, Long> SHELF_ID = Column.of("id", Codec.int64(), Shelf::id);
  private static final Column<Shelf, String> LABEL =
      Column.of("label", Codec.text(10), Shelf::label);
  private static final Mapping<Shelf, Long> SHELVES = Mapping.of(Shelf.class, "shelf", SHELF_ID)
      .with(LABEL)
      .construct(row -> new Shelf(row.get(SHELF_ID), row.get(LABEL)));

  private static final Column<Item, Long> ID = Column.of("id", Codec.int64(), Item::id);
  private static final Column<Item, String> NAME = Column.of("name", Codec.text(20), Item::name);
  private static final Column<Item, BigDecimal> PRICE =
      Column.of("price", Codec.decimal(10, 2), Item::price);
  private static final Column<Item, Instant> MADE = Column.of("made", Codec.instant(3), Item::made);
  private static final Column<Item, Long> SHELF =
      Column.optional("shelf_id", Codec.int64(), Item::shelf);
  private static final Mapping<Item, Long> ITEMS = Mapping.of(Item.class, "item", ID)
      .with(NAME, PRICE, MADE, SHELF)
      .unique("item_name_key", NAME)
      .references(Reference.of("item_shelf_fkey", SHELF, SHELVES))
      .check("item_price_check", PRICE.ge(BigDecimal.ZERO))
      .construct(row ->
          new Item(row.get(ID), row.get(NAME), row.get(PRICE), row.get(MADE), row.find(SHELF)));
  private static final Model MODEL =
      Model.of(SHELVES, ITEMS).withSequences(IdSequence.of("item_seq", 50));

  @Parameter
  Server server;

  private TestDatabase database;

  @BeforeEach
  void create() {
    database = server.create();
  }

  @AfterEach
  void drop() {
    database.close();
  }

  @Test
  void createdTables_differInNothing_exceptThatMariaDbHasNoTruthValues() {
    List<Model> models = List.of(
        org.bilayer.contracts.sample.Bank.MODEL,
        Shop.MODEL,
        Laboratory.MODEL,
        Forest.MODEL,
        Harbour.MODEL,
        Archive.MODEL,
        Desk.MODEL,
        Till.MODEL,
        Specimens.MODEL,
        MODEL);
    for (Model model : models) {
      try (TestDatabase own = server.create()) {
        MyBatisDataLayer.createTables(model, own.pool());
        assertThat(MyBatisDataLayer.schemaDifferences(model, own.pool())).allSatisfy(difference -> {
          assertThat(server).isEqualTo(Server.MARIADB);
          assertThat(difference.isBreaking()).isFalse();
          assertThat(difference.expected()).isEqualTo("boolean as boolean");
        });
      }
    }
  }

  @Test
  void noTables_areAllMissing() {
    assertThat(differences().stream().map(SchemaDifference::toString))
        .containsExactly(
            "shelf: expected a table, found none; every statement about it fails",
            "item: expected a table, found none; every statement about it fails",
            "item_seq: expected a sequence with increment 50, found none; no id can be generated");
  }

  @Test
  void shorterText_breaks() {
    change("name", type("VARCHAR(19)" + byCodePoint()));
    assertThat(differences())
        .singleElement()
        .asString()
        .startsWith("item.name: expected text(20)")
        .endsWith("; only the database refuses longer values");
  }

  @Test
  void longerText_isNoted() {
    change("name", type("VARCHAR(90)" + byCodePoint()));
    assertThat(breaking()).isEmpty();
    assertThat(differences())
        .singleElement()
        .asString()
        .endsWith(
            "; a longer value that others store can be read, but then an update of its row is refused");
  }

  @Test
  void paddedText_breaks() {
    change("name", type("CHAR(20)" + byCodePoint()));
    assertThat(differences())
        .singleElement()
        .asString()
        .endsWith("; values are read with added blanks, or without their trailing blanks");
  }

  @Test
  void textThatFoldsCase_breaks() {
    String folding = switch (server) {
      case H2 -> "VARCHAR_IGNORECASE(40)";
      case POSTGRESQL -> "VARCHAR(20) COLLATE \"folding\"";
      case MARIADB -> "VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci";
    };
    create("name", type(folding));
    assertThat(differences())
        .singleElement()
        .asString()
        .contains("different values count as equal (letter case, accents or blanks at the end)");
  }

  @Test
  void textThatSortsByLanguage_breaks() {
    String sorted = switch (server) {
      case H2 -> "VARCHAR_IGNORECASE(40)";
      case POSTGRESQL -> "VARCHAR(20) COLLATE \"de-x-icu\"";
      case MARIADB -> "VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_german2_ci";
    };
    create("name", type(sorted));
    assertThat(breaking()).hasSize(1);
  }

  @Test
  void fewerDigits_break() {
    change("price", type("DECIMAL(10, 1)"));
    assertThat(differences())
        .singleElement()
        .asString()
        .startsWith("item.price: expected decimal(10,2) as ")
        .endsWith("; the database rounds digits behind the point away");
    change("price", type("DECIMAL(9, 2)"));
    assertThat(differences())
        .singleElement()
        .asString()
        .endsWith("; only the database refuses greater values");
    change("price", type("DECIMAL(12, 2)"));
    assertThat(breaking()).isEmpty();
    assertThat(differences())
        .singleElement()
        .asString()
        .endsWith("; a value with more digits that others store cannot be read");
  }

  @Test
  void coarserTime_breaks() {
    change("made", type(instant(0)));
    assertThat(differences())
        .singleElement()
        .asString()
        .startsWith("item.made: expected instant(3) as ")
        .endsWith("; the database rounds or truncates the fraction of a second");
  }

  @Test
  void otherType_breaks() {
    change("made", type("VARCHAR(40)" + byCodePoint()));
    assertThat(differences())
        .singleElement()
        .asString()
        .endsWith("; values are converted, refused, or read as other values");
  }

  @Test
  void nullability_breaksWhereTheDatabaseRefusesMore() {
    change("shelf_id", type("BIGINT NOT NULL"));
    assertThat(differences())
        .singleElement()
        .asString()
        .isEqualTo("item.shelf_id: expected NULL allowed, found NOT NULL; only the database "
            + "refuses absent values");
    change("shelf_id", type("BIGINT"));
    change("price", type("DECIMAL(10, 2)").replace(" NOT NULL", ""));
    assertThat(breaking()).isEmpty();
    assertThat(differences())
        .singleElement()
        .asString()
        .isEqualTo(
            "item.price: expected NOT NULL, found NULL allowed; a null that another application "
                + "stores cannot be read");
  }

  @Test
  void missingColumn_breaks() {
    create("made", "");
    assertThat(differences())
        .singleElement()
        .asString()
        .startsWith("item.made: expected ")
        .endsWith(", found none; every statement about the table fails");
  }

  @Test
  void unknownColumn_breaksOnlyIfEveryInsertFails() {
    create("", "");
    database.execute(
        "ALTER TABLE " + quote("item") + " ADD extra INT DEFAULT 7 NOT NULL",
        "ALTER TABLE " + quote("item") + " ADD more INT");
    assertThat(differences()).isEmpty();
    database.execute("ALTER TABLE " + quote("item") + " ADD worst INT NOT NULL");
    assertThat(differences())
        .singleElement()
        .asString()
        .containsIgnoringCase(
            "item.worst: expected no such column, or one with a default, found int")
        .endsWith(" NOT NULL; every insert fails");
  }

  @Test
  void missingConstraints_break() {
    createWithout("CONSTRAINT");
    assertThat(differences().stream().map(SchemaDifference::part))
        .containsExactlyInAnyOrder("item_name_key", "item_shelf_fkey", "item_price_check");
    assertThat(breaking()).hasSize(3);
  }

  @Test
  void constraintsOfTheDatabaseOnly_break() {
    create("", "");
    database.execute(
        "ALTER TABLE " + quote("item") + " ADD CONSTRAINT more_key UNIQUE (" + quote("price") + ")",
        "ALTER TABLE " + quote("item") + " ADD CONSTRAINT more_check CHECK (" + quote("price")
            + " < 5)",
        "ALTER TABLE " + quote("item") + " ADD CONSTRAINT more_fkey FOREIGN KEY (" + quote("id")
            + ") REFERENCES " + quote("shelf") + " (" + quote("id") + ")");
    assertThat(breaking().stream().map(difference -> difference.part().toLowerCase(Locale.ROOT)))
        .containsExactlyInAnyOrder("more_key", "more_check", "more_fkey");
  }

  @Test
  void otherNames_areNoted_andActionsBreak() {
    createWithout("CONSTRAINT");
    String item = "ALTER TABLE " + quote("item") + " ADD CONSTRAINT ";
    database.execute(
        item + "x_key UNIQUE (" + quote("name") + ")",
        item + quote("item_price_check") + " CHECK (" + quote("price") + " >= 0)",
        item + "x_fkey FOREIGN KEY (" + quote("shelf_id") + ") REFERENCES " + quote("shelf") + " ("
            + quote("id") + ") ON DELETE CASCADE");
    assertThat(differences().stream()
            .map(difference -> difference.severity() + " " + difference.part()))
        .containsExactly("BREAKING item_shelf_fkey", "NOTE item_name_key", "NOTE item_shelf_fkey");
  }

  @Test
  void sequenceOfAnotherIncrement_breaks() {
    create("", "");
    database.execute(
        "DROP SEQUENCE " + quote("item_seq"),
        "CREATE SEQUENCE " + quote("item_seq") + " INCREMENT BY 10");
    assertThat(differences().stream().map(SchemaDifference::toString))
        .containsExactly(
            "item_seq: expected a sequence with increment 50, found increment 10; blocks of ids "
                + "overlap or leave gaps");
  }

  @Test
  void open_withFail_refusesAndListsAll_andWithWarn_logsThem() {
    createWithout("CONSTRAINT");
    var strict =
        MyBatisDataLayer.builder(MODEL).dataSource(database.pool()).schemaCheck(SchemaCheck.FAIL);
    assertThatThrownBy(strict::open)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith(
            "The tables differ from the model, and the data layer cannot keep its contract:")
        .hasMessageContaining("item.item_name_key: expected UNIQUE [name], found none")
        .hasMessageContaining("item.item_price_check: expected a check, found none of this name")
        .hasMessageEndingWith(
            "Change the tables, change the model, or open with SchemaCheck.WARN.");
    assertThat(errorOutput(() -> MyBatisDataLayer.of(MODEL, database.pool()).close()))
        .contains("The tables differ from the model: item.item_name_key")
        .contains("The tables differ from the model: item.item_shelf_fkey");
    assertThat(errorOutput(() -> MyBatisDataLayer.builder(MODEL)
            .dataSource(database.pool())
            .schemaCheck(SchemaCheck.NONE)
            .open()
            .close()))
        .isEmpty();
  }

  private static String errorOutput(Runnable action) {
    PrintStream err = System.err;
    var out = new ByteArrayOutputStream();
    System.setErr(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      action.run();
    } finally {
      System.setErr(err);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  // --- tables that differ

  private List<SchemaDifference> differences() {
    return MyBatisDataLayer.schemaDifferences(MODEL, database.pool());
  }

  private List<SchemaDifference> breaking() {
    return differences().stream().filter(SchemaDifference::isBreaking).toList();
  }

  private String quote(String name) {
    return server == Server.MARIADB ? '`' + name + '`' : '"' + name + '"';
  }

  private String byCodePoint() {
    return switch (server) {
      case H2 -> "";
      case POSTGRESQL -> " COLLATE \"C\"";
      case MARIADB -> " CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin";
    };
  }

  private String instant(int digits) {
    return server == Server.MARIADB
        ? "datetime(" + digits + ")"
        : "TIMESTAMP(" + digits + ") WITH TIME ZONE";
  }

  private static String type(String type) {
    return type.contains("BIGINT") ? type : type + " NOT NULL";
  }

  private void change(String column, String type) {
    create(column, type);
  }

  /** The tables as they should be, but for one column. */
  private void create(String column, String type) {
    database.close();
    database = server.create();
    if (server == Server.POSTGRESQL) {
      database.execute(
          "CREATE COLLATION folding (provider = icu, locale = 'und-u-ks-level2', deterministic = false)");
    }
    String start = "  " + quote(column) + " ";
    for (String statement : MyBatisDataLayer.createScript(MODEL, database.pool())) {
      var changed = new StringBuilder();
      boolean item = statement.startsWith("CREATE TABLE " + quote("item"));
      for (String line : statement.lines().toList()) {
        boolean here = item && line.startsWith(start);
        changed.append(here ? (type.isEmpty() ? "" : start + type + ",") : line).append("\n");
      }
      database.execute(changed.toString());
    }
  }

  /** The tables without the lines of named constraints that are not primary keys. */
  private void createWithout(String word) {
    for (String statement : MyBatisDataLayer.createScript(MODEL, database.pool())) {
      List<String> lines = statement
          .lines()
          .filter(line -> !line.contains(word) || line.contains("PRIMARY KEY"))
          .toList();
      database.execute(String.join("\n", lines).replace("),\n)", ")\n)"));
    }
  }
}
