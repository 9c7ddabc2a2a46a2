package org.bilayer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.bilayer.layout.Layout;
import org.bilayer.store.StoredColumn.Moment;
import org.bilayer.store.StoredColumn.Twin;
import org.bilayer.store.Table;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a model may say of columns that the database fills, and what it becomes. */
final class DatabaseValueTest {

  record Span(int from, @Nullable Integer size) {}

  record Room(
      int id, String name, @Nullable Span span, @Nullable Integer other) {}

  private static final Column<Room, Integer> ID = Column.of("id", Codec.int32(), Room::id);
  private static final Column<Room, String> NAME = Column.of("name", Codec.text(9), Room::name);
  private static final Column<Room, Integer> OTHER =
      Column.nullable("other", Codec.int32(), Room::other);
  private static final Column<Span, Integer> FROM = Column.of("from", Codec.int32(), Span::from);
  private static final Column<Span, Integer> SIZE = Column.of("size", Codec.int32(), Span::size)
      .generatedAlways(DatabaseValue.computed("{from} * 2", row -> row.get(FROM) * 2));
  private static final Value<Span> SPANS = Value.of(Span.class, FROM, SIZE, Span::new);

  private static Mapping<Room, Integer> rooms(
      Column<Room, Integer> id,
      Column<Room, String> name,
      Embedded<Room, Span> span,
      Column<Room, Integer> other) {
    return Mapping.of(Room.class, "room", id)
        .with(name, span, other)
        .construct(
            row -> new Room(row.get(ID), row.get(NAME), row.getOrNull(span), row.getOrNull(OTHER)));
  }

  private static Embedded<Room, Span> span() {
    return Embedded.of("span_", SPANS, Room::span);
  }

  private static void assertRefused(Mapping<Room, Integer> mapping, String... parts) {
    assertThatThrownBy(() -> Model.of(mapping))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContainingAll(parts);
  }

  @Test
  void expression_inAValueObject_namesTheColumnsBesideIt() {
    Mapping<Room, Integer> mapping = rooms(ID, NAME, span(), OTHER);
    Layout<Room, Integer> layout = ModelInternals.layout(Model.of(mapping), mapping);
    Table table = layout.root();
    int size = 4;
    assertThat(table.generated()).containsExactly(size);
    assertThat(table.isWrittenByStore(size)).isTrue();
    var generation = table.columns().get(size).generation().orElseThrow();
    assertThat(generation.moment()).isEqualTo(Moment.WRITE);
    assertThat(generation.sql()).hasValue("{span_from} * 2");
    @Nullable Object[] row = {1, 1L, "a", 21, null, null};
    assertThat(generation.twin().valueFor(row, Clock::instant)).isEqualTo(42);
  }

  @Test
  void extract_leavesOutWhatOnlyTheDatabaseWrites() {
    Mapping<Room, Integer> mapping = rooms(ID, NAME, span(), OTHER);
    Layout<Room, Integer> layout = ModelInternals.layout(Model.of(mapping), mapping);
    var room = new Room(1, "a", new Span(21, 7), 3);
    assertThat(layout.extract(room, 1).root()).containsExactly(1, 1L, "a", 21, null, 3);
    assertThat(layout.extractRead(room, 1).root()).containsExactly(1, 1L, "a", 21, 7, 3);
  }

  @Test
  void now_ofAClock_isInTheZoneAndPrecisionOfTheColumn() {
    record Note(int id, @Nullable LocalDateTime at) {}
    Clock clock =
        Clock.fixed(Instant.parse("2026-11-30T21:00:00.123456789Z"), ZoneOffset.ofHours(2));
    Column<Note, Integer> id = Column.of("id", Codec.int32(), Note::id);
    Column<Note, LocalDateTime> at = Column.of("at", Codec.localDateTime(3), Note::at)
        .generatedOnInsert(DatabaseValue.now(clock));
    Mapping<Note, Integer> notes = Mapping.of(Note.class, "note", id).construct(id, at, Note::new);
    Table table = ModelInternals.layout(Model.of(notes), notes).root();
    Twin twin = table.columns().get(2).generation().orElseThrow().twin();
    assertThat(twin.valueFor(new Object[3], Clock::instant))
        .isEqualTo(LocalDateTime.parse("2026-11-30T23:00:00.123"));
  }

  @Test
  void id_thatTheDatabaseFills_isRefused() {
    assertRefused(
        rooms(ID.generatedOnInsert(DatabaseValue.constant(1)), NAME, span(), OTHER),
        "room: the database cannot fill id, a column of the key. Declare identity()");
  }

  @Test
  void nullableValueObject_withAColumnThatTheDatabaseFills_isRefused() {
    assertRefused(
        rooms(ID, NAME, Embedded.nullable("span_", SPANS, Room::span), OTHER),
        "room: the database cannot fill span_size of the nullable value object span_");
  }

  @Test
  void constant_thatDoesNotFit_isRefused() {
    assertRefused(
        rooms(ID, NAME.withDefault(DatabaseValue.constant("much too long")), span(), OTHER),
        "room: the constant that the database stores in name does not fit");
  }

  @Test
  void now_inAColumnOfNumbers_isRefused() {
    assertRefused(
        rooms(ID, NAME, span(), OTHER.withDefault(DatabaseValue.now())),
        "room: the column other is a int32, which cannot hold the present time");
  }

  @Test
  void expression_thatNamesNoColumn_isRefused() {
    assertRefused(
        rooms(
            ID,
            NAME,
            span(),
            OTHER.generatedAlways(DatabaseValue.computed("{nothing} + 1", row -> 1))),
        "room: the expression of other names {nothing}, which is not a column beside it");
  }

  @Test
  void reference_inAColumnThatOnlyTheDatabaseWrites_isRefused() {
    Column<Room, Integer> other = OTHER.generatedOnInsert(DatabaseValue.constant(1));
    Embedded<Room, Span> span = span();
    var mappings = new Object() {
      final Mapping<Room, Integer> rooms = Mapping.of(Room.class, "room", ID)
          .with(NAME, span, other)
          .references(Reference.<Room, Room, Integer>of("room_other_fkey", other, () -> self()))
          .construct(row ->
              new Room(row.get(ID), row.get(NAME), row.getOrNull(span), row.getOrNull(OTHER)));

      Mapping<Room, Integer> self() {
        return rooms;
      }
    };
    assertRefused(
        mappings.rooms,
        "room: the reference room_other_fkey is stored in other, which the database fills");
  }

  @Test
  void reference_inAColumnWithADefault_isAccepted() {
    Column<Room, Integer> other = OTHER.withDefault(DatabaseValue.constant(1));
    assertThat(Model.of(rooms(ID, NAME, span(), other))).isNotNull();
  }

  @Test
  void variant_withAColumnThatTheDatabaseFills_isRefused() {
    Column<Shape.Circle, Integer> radius = Column.of("radius", Codec.int32(), Shape.Circle::radius)
        .withDefault(DatabaseValue.constant(1));
    Column<Shape, Integer> id = Column.of("id", Codec.int32(), Shape::id);
    Variant<Shape, Shape.Circle> circle = Variant.of(
        "circle",
        Shape.Circle.class,
        row -> new Shape.Circle(row.get(id), row.get(radius)),
        radius);
    Variants<Shape> kind = Variants.of("kind", circle);
    Mapping<Shape, Integer> shapes =
        Mapping.of(Shape.class, "shape", id).with(kind).construct(row -> row.get(kind));
    assertThatThrownBy(() -> Model.of(shapes))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining("shape: the database cannot fill radius of the variant circle");
  }

  sealed interface Shape {
    int id();

    record Circle(int id, int radius) implements Shape {}
  }
}
