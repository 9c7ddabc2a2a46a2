package org.bilayer.mybatis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import org.bilayer.failure.StorageFailureException;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.IdSequence;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.model.Reference;
import org.bilayer.mybatis.fixture.Server;
import org.bilayer.mybatis.fixture.TestDatabase;
import org.bilayer.mybatis.internal.session.MyBatisStore;
import org.bilayer.store.Schema;
import org.bilayer.store.SchemaDifference;
import org.bilayer.store.catalogue.Catalogue;
import org.bilayer.store.catalogue.CatalogueReader;
import org.bilayer.store.catalogue.CatalogueTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Live tables under names that somebody else has chosen, in two schemas, against the model; and names that a database refuses. */
@ParameterizedClass
@EnumSource(Server.class)
final class NamesOfOthersTest {

  record Item(long id, long owner) {}

  private static final Column<Item, Long> ID = Column.of("id", Codec.int64(), Item::id);
  private static final Column<Item, Long> OWNER =
      Column.of("owner", Codec.int64(), Item::owner).inColumn("The owner");

  @Parameter
  Server server;

  /** A second schema, with a name that is data. */
  private final String other = "other \"`' " + UUID.randomUUID().toString().substring(0, 8);

  private TestDatabase database;

  @BeforeEach
  void create() {
    database = server.create();
    database.execute(
        server == Server.MARIADB
            ? "CREATE DATABASE " + quoted(other) + " CHARACTER SET utf8mb4"
            : "CREATE SCHEMA " + quoted(other));
  }

  @AfterEach
  void drop() {
    if (server == Server.MARIADB) {
      database.execute("SET foreign_key_checks = 0", "DROP DATABASE " + quoted(other));
    } else {
      database.execute("DROP SCHEMA " + quoted(other) + " CASCADE");
    }
    database.close();
  }

  private String quoted(String name) {
    return server == Server.MARIADB
        ? "`" + name.replace("`", "``") + "`"
        : "\"" + name.replace("\"", "\"\"") + "\"";
  }

  private Mapping<Item, Long> here() {
    return Mapping.of(Item.class, "item", ID)
        .inTable("tbl Item")
        .primaryKey("PK here")
        .construct(ID, OWNER, Item::new);
  }

  private Mapping<Item, Long> there(Mapping<Item, Long> target, boolean enforced) {
    Reference<Item, Item> reference = Reference.of("FK there", OWNER, target);
    return Mapping.of(Item.class, "other_item", ID)
        .inTable(other, "tbl Item")
        .primaryKey("PK there")
        .unique("UQ there", OWNER)
        .check("CK there", OWNER.gt(0L))
        .references(enforced ? reference : reference.notEnforced())
        .construct(ID, OWNER, Item::new);
  }

  private Model model(boolean enforced) {
    Mapping<Item, Long> here = here();
    return Model.of(here, there(here, enforced))
        .withSequences(IdSequence.of("item_number", 20).inSequence(other, "seq ' Item"));
  }

  private List<String> differences(Model model) {
    return MyBatisDataLayer.schemaDifferences(model, database.pool()).stream()
        .map(SchemaDifference::toString)
        .toList();
  }

  @Test
  void createdTables_inTwoSchemas_differInNothing() {
    MyBatisDataLayer.createTables(model(true), database.pool());

    assertThat(differences(model(true))).isEmpty();
  }

  @Test
  void noTables_areMissingByTheirNamesInTheDatabase() {
    assertThat(differences(model(true)))
        .containsExactlyInAnyOrder(
            "item: expected a table tbl Item, found none; every statement about it fails",
            "other_item: expected a table " + other
                + ".tbl Item, found none; every statement about it fails",
            "item_number: expected a sequence " + other
                + ".seq ' Item with increment 20, found none; no id can be generated");
  }

  @Test
  void reference_notEnforcedWithoutAForeignKey_isNoDifference() {
    MyBatisDataLayer.createTables(model(false), database.pool());

    assertThat(differences(model(false))).isEmpty();
    assertThat(differences(model(true)))
        .singleElement()
        .asString()
        .startsWith("other_item.FK there: expected FOREIGN KEY")
        .endsWith("found none; a row can refer to a row that does not exist");
  }

  @Test
  void reference_notEnforcedWithAForeignKey_breaks() {
    MyBatisDataLayer.createTables(model(true), database.pool());

    assertThat(differences(model(false)))
        .singleElement()
        .asString()
        .contains("since the reference is not enforced, found FK there")
        .contains("the database refuses rows that refer to nothing");
  }

  @Test
  void foreignKey_toTheTableOfTheSameNameInAnotherSchema_isNotTheDeclaredOne() {
    Model model = model(false);
    MyBatisDataLayer.createTables(model, database.pool());
    String there = quoted(other) + "." + quoted("tbl Item");
    database.execute("ALTER TABLE " + there + " ADD CONSTRAINT " + quoted("FK there")
        + " FOREIGN KEY (" + quoted("The owner") + ") REFERENCES " + there + " (" + quoted("id")
        + ")");

    assertThat(differences(model(true)))
        .anySatisfy(difference -> assertThat(difference)
            .startsWith("other_item.FK there: expected FOREIGN KEY")
            .endsWith("found none; a row can refer to a row that does not exist"));
  }

  @Test
  void primaryKey_ofAnotherName_isNoted() {
    MyBatisDataLayer.createTables(Model.of(here()), database.pool());
    Mapping<Item, Long> usual =
        Mapping.of(Item.class, "item", ID).inTable("tbl Item").construct(ID, OWNER, Item::new);

    List<String> found = differences(Model.of(usual));

    // MariaDB names no primary key.
    assertThat(found).hasSize(server == Server.MARIADB ? 0 : 1);
    assertThat(found)
        .allSatisfy(difference ->
            assertThat(difference).startsWith("item.item_pkey: expected this name, found PK here"));
  }

  @Test
  void catalogue_ofASchemaByName_hasItsTables() {
    MyBatisDataLayer.createTables(model(true), database.pool());
    CatalogueReader reader = MyBatisStore.open(
            new Schema(List.of()), database.pool(), MyBatisStore.Setup.PLAIN)
        .catalogue()
        .orElseThrow();

    Catalogue found = reader.read(other);

    assertThat(found.schema()).isEqualTo(other);
    assertThat(found.tables()).extracting(CatalogueTable::name).containsExactly("tbl Item");
    assertThat(found.sequences()).hasSize(1);
    assertThat(found.tables().get(0).foreignKeys())
        .singleElement()
        .satisfies(key -> assertThat(key.targetSchema()).isEqualTo(reader.read().schema()));
    assertThat(reader.read(other, List.of("tbl Item")).tables())
        .extracting(CatalogueTable::name)
        .containsExactly("tbl Item");
    assertThatThrownBy(() -> reader.read("no such schema"))
        .isInstanceOf(StorageFailureException.class)
        .hasMessageContaining("There is no such schema")
        .hasMessageContaining("[schema=no such schema]");
  }

  // --- names that the database refuses ---

  private void assertRefused(Model model, String message) {
    assertThatThrownBy(() -> MyBatisDataLayer.of(model, database.pool()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
    assertThatThrownBy(() -> MyBatisDataLayer.createTables(model, database.pool()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  private static Mapping.Builder<Item, Long> item() {
    return Mapping.of(Item.class, "item", ID);
  }

  @Test
  void name_longerThanTheDatabaseTakes_isRefused() {
    // As many bytes in UTF-8, and a third of the letters.
    String longest = server == Server.POSTGRESQL
        ? "\u65e5".repeat(21)
        : "a".repeat(server == Server.MARIADB ? 64 : 256);
    String limit = server == Server.POSTGRESQL
        ? "64 bytes; 63 is the most"
        : server == Server.MARIADB
            ? "65 characters; 64 is the most"
            : "257 characters; 256 is the most";
    assertRefused(
        Model.of(item().inTable(longest + "a").construct(ID, OWNER, Item::new)),
        limit + " [table=item, name=" + longest + "a]");
    assertRefused(
        Model.of(item().construct(ID, OWNER.inColumn(longest + "a"), Item::new)),
        limit + " [column=item.owner");
    assertRefused(
        Model.of(item().unique(longest + "a", OWNER).construct(ID, OWNER, Item::new)),
        limit + " [unique key=item");

    Model taken = Model.of(item()
        .inTable(longest)
        .unique(longest, OWNER.inColumn(longest))
        .construct(ID, OWNER.inColumn(longest), Item::new));
    if (server != Server.POSTGRESQL) { // where a key and its table have one name at most
      MyBatisDataLayer.createTables(taken, database.pool());
      assertThat(differences(taken)).isEmpty();
    } else {
      assertRefused(taken, "takes two names of the model for the same");
    }
  }

  @Test
  void columns_thatDifferByCaseOnly_areRefusedWhereTheDatabaseIgnoresCase() {
    Model model = Model.of(item().construct(ID, OWNER.inColumn("ID"), Item::new));
    if (server == Server.MARIADB) {
      assertRefused(model, "MariaDB takes two names of the model for the same [name=ID");
    } else {
      MyBatisDataLayer.createTables(model, database.pool());
      assertThat(differences(model)).isEmpty();
    }
  }

  @Test
  void names_thatMariaDbAloneRefuses_areRefusedThere() {
    if (server != Server.MARIADB) {
      Model model = Model.of(
          item().inTable("blank ").unique("PRIMARY", OWNER).construct(ID, OWNER, Item::new));
      MyBatisDataLayer.createTables(model, database.pool());
      assertThat(differences(model)).isEmpty();
      return;
    }
    assertRefused(
        Model.of(item().inTable("blank ").construct(ID, OWNER, Item::new)),
        "which ends with a blank [table=item, name=blank ]");
    assertRefused(
        Model.of(item().construct(ID, OWNER.inColumn("\ud83d\ude00"), Item::new)),
        "which has a character above U+FFFF [column=item.owner");
    assertRefused(
        Model.of(item().unique("primary", OWNER).construct(ID, OWNER, Item::new)),
        "which stands for the primary key [unique key=item");
  }
}
