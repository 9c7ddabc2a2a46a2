package org.bilayer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.bilayer.store.StoredColumn;
import org.bilayer.store.StoredColumn.Copy;
import org.bilayer.store.Table;
import org.junit.jupiter.api.Test;

/** What a model may say of attributes that move between columns, and what it becomes. */
final class MovingColumnTest {

  record Span(int from) {}

  record Room(int id, String name, Span span, long version) {}

  private static final Column<Room, Integer> ID = Column.of("id", Codec.int32(), Room::id);
  private static final Column<Room, String> NAME = Column.of("name", Codec.text(9), Room::name);
  private static final Column<Room, String> TITLE = Column.of("title", Codec.text(12), Room::name);
  private static final Column<Room, String> LOUD =
      Column.of("loud", Codec.text(12).as(String::toLowerCase, String::toUpperCase), Room::name);
  private static final Column<Span, Integer> FROM = Column.of("from", Codec.int32(), Span::from);
  private static final Column<Span, Integer> START = Column.of("start", Codec.int32(), Span::from);

  private static Mapping<Room, Integer> rooms(
      Column<Room, Integer> id, Column<Room, String> name, Column<Span, Integer> from) {
    Value<Span> spans = Value.of(Span.class, from, Span::new);
    Embedded<Room, Span> span = Embedded.of("span_", spans, Room::span);
    return Mapping.of(Room.class, "room", id)
        .with(name, span)
        .construct(row -> new Room(row.get(id), row.get(name), row.get(span), 0));
  }

  private static Table table(Mapping<Room, Integer> mapping) {
    return ModelInternals.layout(Model.of(mapping), mapping).root();
  }

  private static StoredColumn column(Table table, String name) {
    return table.columns().stream()
        .filter(column -> column.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static void assertRefused(Mapping<Room, Integer> mapping, String part) {
    assertThatThrownBy(() -> Model.of(mapping))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining(part);
  }

  @Test
  void moving_whileBothAreWritten_hasTheOtherColumnAsACopy() {
    Table old = table(rooms(ID, Column.moving(Phase.READ_OLD, NAME, TITLE), FROM));
    assertThat(column(old, "name").copy()).isEmpty();
    assertThat(column(old, "title").copy())
        .contains(new Copy(true, Optional.of(old.columns().indexOf(column(old, "name")))));
    assertThat(column(old, "title").nullable()).isTrue();

    Table next = table(rooms(ID, Column.moving(Phase.READ_NEW, NAME, TITLE), FROM));
    assertThat(column(next, "title").copy()).isEmpty();
    assertThat(column(next, "name").copy()).isPresent();

    Table last = table(rooms(ID, Column.moving(Phase.NEW_ONLY, NAME, TITLE), FROM));
    assertThat(last.columns()).extracting(StoredColumn::name).doesNotContain("name");
    assertThat(last.copies()).isEmpty();
  }

  @Test
  void moving_toAnotherForm_isNotTheSameValue() {
    Table table = table(rooms(ID, Column.moving(Phase.READ_OLD, NAME, LOUD), FROM));
    assertThat(column(table, "loud").copy()).contains(new Copy(true, Optional.empty()));
  }

  @Test
  void moving_inAValueObject_hasTheNameOfTheValueObjectsColumns() {
    Table table = table(rooms(ID, NAME, Column.moving(Phase.READ_OLD, FROM, START)));
    assertThat(column(table, "span_start").isCopy()).isTrue();
    assertThat(column(table, "span_from").isCopy()).isFalse();
  }

  @Test
  void moving_aKey_isRefused() {
    Column<Room, Integer> moving =
        Column.moving(Phase.READ_OLD, ID, Column.of("number", Codec.int32(), Room::id));
    assertRefused(
        rooms(moving, NAME, FROM),
        "the key column id has another form in a further column. A key cannot move: rows are found, and"
            + " referred to, by one column");
  }

  @Test
  void moving_aVersion_isRefused() {
    Column<Room, Long> version = Column.moving(
        Phase.READ_OLD,
        Column.of("version", Codec.int64(), Room::version),
        Column.of("revision", Codec.int64(), Room::version));
    Mapping<Room, Integer> mapping = Mapping.of(Room.class, "room", ID)
        .version(version)
        .with(NAME)
        .construct(row -> new Room(row.get(ID), row.get(NAME), new Span(1), row.get(version)));
    assertRefused(mapping, "the version version has another form in a further column");
  }

  @Test
  void moving_toAColumnOfTheSameName_isRefused() {
    assertRefused(
        rooms(
            ID,
            Column.moving(Phase.READ_OLD, NAME, Column.of("name", Codec.text(12), Room::name)),
            FROM),
        "two columns have the name name");
  }

  @Test
  void moving_twiceAtOnce_isRefused() {
    Column<Room, String> moving = Column.moving(Phase.READ_OLD, NAME, TITLE);
    assertThatThrownBy(() -> Column.moving(Phase.READ_OLD, moving, LOUD))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The column name is itself written to further columns. Move it once at a time: a"
                + " column has one phase.");
    assertThatThrownBy(() -> LOUD.alsoWriting(moving))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("The column name is itself written to further columns.");
  }

  @Test
  void moving_aColumnThatTheDatabaseFills_isRefused() {
    Column<Room, String> filled = TITLE.withDefault(DatabaseValue.constant("none"));
    assertThatThrownBy(() -> Column.moving(Phase.READ_OLD, NAME, filled))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The database fills the column title, so the library cannot write another form of"
                + " an attribute there.");
    assertRefused(
        rooms(ID, NAME.alsoWriting(TITLE).withDefault(DatabaseValue.constant("none")), FROM),
        "the database fills name, so the library cannot write its other form");
  }

  @Test
  void alsoWriting_nothing_isRefused() {
    assertThatThrownBy(() -> NAME.alsoWriting())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Name at least one column to write.");
  }

  @Test
  void alsoWriting_oneColumnForTwoAttributes_hasItOnce() {
    Column<Room, String> both =
        Column.of("both", Codec.text(30), room -> room.name() + room.span().from());
    Embedded<Room, Span> span =
        Embedded.of("span_", Value.of(Span.class, FROM, Span::new), Room::span).alsoWriting(both);
    Column<Room, String> name = NAME.alsoWriting(both);
    Table table = table(Mapping.of(Room.class, "room", ID)
        .with(name, span)
        .construct(row -> new Room(row.get(ID), row.get(name), row.get(span), 0)));
    assertThat(table.copies()).hasSize(1);
  }
}
