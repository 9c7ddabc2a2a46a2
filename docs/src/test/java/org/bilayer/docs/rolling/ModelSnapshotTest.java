package org.bilayer.docs.rolling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bilayer.DataLayer;
import org.bilayer.contracts.sample.Bank;
import org.bilayer.contracts.sample.Desk;
import org.bilayer.contracts.sample.Forest;
import org.bilayer.contracts.sample.Guest;
import org.bilayer.contracts.sample.Guest.FullName;
import org.bilayer.contracts.sample.Guest.Grade;
import org.bilayer.contracts.sample.Guest.Stay;
import org.bilayer.contracts.sample.Harbour;
import org.bilayer.contracts.sample.Hotel;
import org.bilayer.contracts.sample.Laboratory;
import org.bilayer.contracts.sample.Offer;
import org.bilayer.contracts.sample.Recipe;
import org.bilayer.contracts.sample.Shop;
import org.bilayer.contracts.sample.Specimens;
import org.bilayer.contracts.sample.Till;
import org.bilayer.failure.UnreadableRowException;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.model.ModelInternals;
import org.bilayer.model.Phase;
import org.bilayer.mybatis.MyBatisDataLayer;
import org.bilayer.query.Query;
import org.bilayer.store.StoredColumn;
import org.bilayer.store.Table;
import org.bilayer.testkit.database.Databases;
import org.bilayer.testkit.database.TestDatabase;
import org.bilayer.testkit.database.TestSchema;
import org.bilayer.testkit.rolling.ModelSnapshot;
import org.bilayer.testkit.verify.history.RowValues;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a snapshot of a release holds, and what its model reads and writes. */
final class ModelSnapshotTest {

  static Stream<Model> models() {
    return Stream.of(
        Bank.MODEL,
        Shop.MODEL,
        Till.MODEL,
        Recipe.MODEL,
        Desk.MODEL,
        Forest.MODEL,
        Harbour.MODEL,
        Specimens.MODEL,
        Laboratory.MODEL,
        new Hotel(Phase.NEW_ONLY).model);
  }

  static Stream<TestDatabase> databases() {
    return Stream.of(Databases.h2(), Databases.postgresql(), Databases.mariadb());
  }

  @ParameterizedTest
  @MethodSource("models")
  void text_readAgain_isTheSameSnapshot(Model model) {
    ModelSnapshot snapshot = ModelSnapshot.of(model);

    assertThat(ModelSnapshot.parse(snapshot.text())).isEqualTo(snapshot);
    assertThat(ModelSnapshot.parse(snapshot.text()).text()).isEqualTo(snapshot.text());
  }

  @ParameterizedTest
  @MethodSource("models")
  void model_ofASnapshot_hasTheTablesOfTheRelease(Model model) {
    List<Table> expected = ModelInternals.schema(model).tables();
    List<Table> found = ModelInternals.schema(ModelSnapshot.of(model).model()).tables();

    assertThat(found).hasSameSizeAs(expected);
    for (Table table : expected) {
      Table same = found.stream()
          .filter(each -> each.name().equals(table.name()))
          .findFirst()
          .orElseThrow();
      assertThat(same.inDatabase()).isEqualTo(table.inDatabase());
      assertThat(same.keyName()).isEqualTo(table.keyName());
      assertThat(same.versioning()).isEqualTo(table.versioning());
      assertThat(facts(same.columns())).containsExactlyInAnyOrderElementsOf(facts(table.columns()));
      assertThat(names(same, same.key())).isEqualTo(names(table, table.key()));
      assertThat(same.uniqueKeys().stream().map(key -> key.name() + names(same, key.columns())))
          .containsExactlyElementsOf(table.uniqueKeys().stream()
              .map(key -> key.name() + names(table, key.columns()))
              .toList());
    }
  }

  private static List<String> facts(List<StoredColumn> columns) {
    return columns.stream()
        .map(column -> column.name() + " " + column.inDatabase() + " " + column.type() + " "
            + column.nullable())
        .toList();
  }

  private static List<String> names(Table table, List<Integer> columns) {
    return columns.stream().map(column -> table.columns().get(column).name()).toList();
  }

  @Test
  void write_ofEqualModels_givesEqualBytes(@TempDir Path folder) throws IOException {
    ModelSnapshot.of(new Hotel(Phase.NEW_ONLY).model).write(folder.resolve("releases/1.txt"));
    ModelSnapshot.of(new Hotel(Phase.NEW_ONLY).model).write(folder.resolve("releases/2.txt"));

    assertThat(folder.resolve("releases/1.txt"))
        .hasSameBinaryContentAs(folder.resolve("releases/2.txt"));
    assertThat(Files.readString(folder.resolve("releases/1.txt"))).startsWith("""
            bilayer-snapshot format="1"
            table name="guest" version="COLUMN"
              column name="id" role="KEY" type="INT32"
              column name="version" role="VERSION" type="INT64"
              column name="badge_code" type="TEXT" length="16"
            """);
  }

  // --- bad input

  @Test
  void parse_ofANewerFormat_isRefused() {
    assertThatThrownBy(() -> ModelSnapshot.parse("bilayer-snapshot format=\"2\"\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The snapshot has the format 2, and this library reads formats up to 1. Update"
            + " bilayer-testkit to the version that wrote the snapshot, or to a newer one.");
  }

  @Test
  void parse_ofSomethingElse_isRefused() {
    assertThatThrownBy(() -> ModelSnapshot.parse("CREATE TABLE guest (id int)"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("This is not a snapshot");
  }

  @Test
  void parse_ofAnEditedLine_isRefused_byItsNumber() {
    String text = ModelSnapshot.of(Bank.MODEL).text();
    assertThatThrownBy(
            () -> ModelSnapshot.parse(text.replaceFirst("type=\"TEXT\"", "type=\"WORD\"")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching(
            "Line \\d+ of the snapshot is not one that the library has written: it has an"
                + " unknown type WORD\\. Take the snapshot of the release again, from its own code\\.");
  }

  @Test
  void of_aModelWithColumnsThatTheDatabaseFills_isRefused_byName() {
    assertThatThrownBy(() -> ModelSnapshot.of(Model.of(Offer.OFFERS)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("The database fills the column offer.");
  }

  @Test
  void of_aModelWithAMoveThatOnlyTheApplicationComputes_isRefused_byName() {
    assertThatThrownBy(() -> ModelSnapshot.of(new Hotel(Phase.READ_OLD).model))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("The column guest.grade_no holds another form of an attribute");
  }

  // --- rows of the release, and rows of its snapshot

  @ParameterizedTest
  @MethodSource("databases")
  void unitsOfASnapshot_andOfTheRelease_readAndChangeEachOthersRows(TestDatabase database) {
    Hotel hotel = new Hotel(Phase.NEW_ONLY);
    Model rows = ModelSnapshot.parse(ModelSnapshot.of(hotel.model).text()).model();
    Mapping<RowValues, Object> guests = mapping(rows);
    try (TestSchema schema = database.require().newSchema("snapshot")) {
      MyBatisDataLayer.createTables(hotel.model, schema.dataSource());
      DataLayer release = MyBatisDataLayer.of(hotel.model, schema.dataSource());
      DataLayer snapshot = MyBatisDataLayer.of(rows, schema.dataSource());
      Guest ada = new Guest(
          1, "A", Grade.GOLD, null, FullName.of("Ada Lovelace"), 0, List.of(new Stay(1, "r1")));
      release.run(work -> work.repository(hotel.guests).add(ada));

      RowValues row = snapshot.execute(work -> work.repository(guests).get(1));
      assertThat(row.values())
          .containsEntry("badge_code", "A")
          .containsEntry("grade_no", 3)
          .containsEntry("nights_total", null)
          .containsEntry("name_last", "Lovelace");
      assertThat(row.owned("stay").get(0).values()).containsEntry("room_name", "r1");

      snapshot.run(work -> work.repository(guests)
          .change(
              1,
              each -> each.with("name_last", "Byron")
                  .withOwned(
                      "stay",
                      List.of(new RowValues(Map.of("number", 2, "room_name", "r2"), Map.of())))));
      snapshot.run(work -> work.repository(guests).add(row.with("id", 2).with("badge_code", "B")));

      List<Guest> found = release.execute(work -> work.repository(hotel.guests).find(Query.all()));
      assertThat(found)
          .containsExactlyInAnyOrder(
              new Guest(
                  1,
                  "A",
                  Grade.GOLD,
                  null,
                  FullName.of("Ada Byron"),
                  0,
                  List.of(new Stay(2, "r2"))),
              new Guest(
                  2,
                  "B",
                  Grade.GOLD,
                  null,
                  FullName.of("Ada Lovelace"),
                  0,
                  List.of(new Stay(1, "r1"))));
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void find_ofAConstantThatTheReleaseDoesNotKnow_isUnreadable(TestDatabase database) {
    Hotel before = Hotel.beforeTheMove();
    String text = ModelSnapshot.of(before.model).text().replace(" choice=\"GOLD\"", "");
    Model rows = ModelSnapshot.parse(text).model();
    try (TestSchema schema = database.require().newSchema("snapshot")) {
      MyBatisDataLayer.createTables(before.model, schema.dataSource());
      DataLayer release = MyBatisDataLayer.of(before.model, schema.dataSource());
      DataLayer snapshot = MyBatisDataLayer.of(rows, schema.dataSource());
      release.run(work -> work.repository(before.guests)
          .add(new Guest(1, "A", Grade.GOLD, 1, FullName.of("Ada L"), 0, List.of())));

      assertThatThrownBy(
              () -> snapshot.run(work -> work.repository(mapping(rows)).get(1)))
          .isInstanceOf(UnreadableRowException.class)
          .hasMessageContaining("column=grade");
    }
  }

  // The one mapping of the model has rows as objects and stored values as ids.
  @SuppressWarnings("unchecked")
  private static Mapping<RowValues, Object> mapping(Model rows) {
    return (Mapping<RowValues, Object>) rows.mappings().get(0);
  }
}
