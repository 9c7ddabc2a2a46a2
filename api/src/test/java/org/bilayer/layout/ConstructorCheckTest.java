package org.bilayer.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.bilayer.failure.MisuseException;
import org.bilayer.failure.UnreadableRowException;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.ElementCollection;
import org.bilayer.model.Embedded;
import org.bilayer.model.IdSequence;
import org.bilayer.model.InvalidModelException;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.model.ModelInternals;
import org.bilayer.model.RecordColumns;
import org.bilayer.model.Row;
import org.bilayer.model.Value;
import org.bilayer.model.Variant;
import org.bilayer.model.Variants;
import org.bilayer.store.Sequence;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What {@link Model#of} finds out about constructing functions, and what the first row finds out about the rest. */
final class ConstructorCheckTest {

  private record Period(
      String from, @Nullable String to, @Nullable Integer days) {}

  private record Stay(
      long id, Period period, List<Period> more, @Nullable Integer guests) {}

  private static final Column<Period, String> FROM =
      Column.of("from_day", Codec.text(9), Period::from);
  private static final Column<Period, String> TO =
      Column.nullable("to_day", Codec.text(9), Period::to);
  private static final Column<Period, Integer> DAYS =
      Column.nullable("days", Codec.int32(), Period::days);
  private static final Column<Stay, Long> ID = Column.of("id", Codec.int64(), Stay::id);
  private static final Column<Stay, Integer> GUESTS =
      Column.nullable("guests", Codec.int32(), Stay::guests);

  private static Value<Period> period(Function<Row<Period>, Period> construct) {
    return Value.of(Period.class, construct, FROM, TO, DAYS);
  }

  private static Period whole(Row<Period> row) {
    return new Period(row.get(FROM), row.getOrNull(TO), row.getOrNull(DAYS));
  }

  private static Mapping<Stay, Long> stays(Value<Period> embedded, Value<Period> element) {
    Embedded<Stay, Period> period = Embedded.of("p_", embedded, Stay::period);
    ElementCollection<Stay, Period, List<Period>> more =
        ElementCollection.list("stay_more", element, Stay::more);
    return Mapping.of(Stay.class, "stay", ID)
        .with(period, more, GUESTS)
        .construct(
            row -> new Stay(row.get(ID), row.get(period), row.get(more), row.getOrNull(GUESTS)));
  }

  private static List<String> faults(Mapping<?, ?>... mappings) {
    Throwable thrown = catchThrowable(() -> Model.of(mappings));
    return thrown instanceof InvalidModelException invalid ? invalid.faults() : List.of();
  }

  /** A constructor that accepts nothing made up but one of the later samples. */
  private static String refusing(String from) {
    if (!from.equals("EUR")) {
      throw new IllegalArgumentException("no currency: " + from);
    }
    return from;
  }

  @Test
  void of_valueObjectAndElementWhoseConstructorRefusesMostSamples_namesWhatTheyIgnore() {
    Value<Period> forgetful =
        period(row -> new Period(refusing(row.get(FROM)), row.getOrNull(TO), null));
    assertThat(faults(stays(forgetful, forgetful)))
        .containsExactlyInAnyOrder(
            "stay.p_: the constructing function ignores days; the stored value would be lost",
            "stay_more: the constructing function ignores days; the stored value would be lost");
    assertThat(
            faults(stays(period(ConstructorCheckTest::whole), period(ConstructorCheckTest::whole))))
        .isEmpty();
  }

  @Test
  void of_functionThatRefusesEverySampleAfterItHasReadAll_isChecked() {
    Value<Period> strict = period(row -> {
      Period made = whole(row);
      throw new IllegalArgumentException("never: " + made);
    });
    assertThat(faults(stays(strict, strict))).isEmpty();
  }

  @Test
  void assemble_functionThatCouldNotBeTried_isCheckedWithTheFirstRow() {
    Value<Period> strict = period(row -> {
      if (!row.get(FROM).equals("unguessed")) {
        throw new IllegalArgumentException("not that one");
      }
      return new Period("unguessed", row.getOrNull(TO), null);
    });
    for (boolean embedded : new boolean[] {true, false}) {
      Value<Period> whole = period(ConstructorCheckTest::whole);
      Mapping<Stay, Long> stays = stays(embedded ? strict : whole, embedded ? whole : strict);
      Layout<Stay, Long> layout = ModelInternals.layout(Model.of(stays), stays);
      var period = new Period("unguessed", null, 3);
      AggregateRows rows = layout.extract(new Stay(1, period, List.of(period), 2), 1);

      assertThatThrownBy(() -> layout.assemble(rows))
          .isInstanceOf(MisuseException.class)
          .hasMessageStartingWith("The constructing function of Period ignores days [table="
              + (embedded ? "stay" : "stay_more") + "]");
    }
  }

  // --- variants ---

  private sealed interface Shape permits Round, Square {
    long id();

    @Nullable
    String name();
  }

  private record Round(
      long id, @Nullable String name, int radius, @Nullable String color) implements Shape {}

  private record Square(long id, @Nullable String name) implements Shape {}

  private static final Column<Shape, Long> SHAPE_ID = Column.of("id", Codec.int64(), Shape::id);
  private static final Column<Shape, String> SHAPE_NAME =
      Column.nullable("name", Codec.text(9), Shape::name);
  private static final Column<Round, Integer> RADIUS =
      Column.of("radius", Codec.int32(), Round::radius);
  private static final Column<Round, String> COLOR =
      Column.nullable("color", Codec.text(9), Round::color);

  private static Mapping<Shape, Long> shapes(Function<Row<Round>, Round> construct) {
    Variants<Shape> kinds = Variants.of(
        "kind",
        Variant.of("round", Round.class, construct, RADIUS, COLOR),
        Variant.of(
            "square",
            Square.class,
            row -> new Square(row.get(SHAPE_ID), row.getOrNull(SHAPE_NAME))));
    return Mapping.of(Shape.class, "shape", SHAPE_ID)
        .with(SHAPE_NAME, kinds)
        .construct(row -> row.get(kinds));
  }

  private static int atLeast1000(int radius) {
    if (radius < 1000) {
      throw new IllegalArgumentException("too small");
    }
    return radius;
  }

  @Test
  void of_variant_namesWhatItIgnoresAndWhatItDemands() {
    assertThat(faults(shapes(row -> new Round(
            row.get(SHAPE_ID), row.getOrNull(SHAPE_NAME), atLeast1000(row.get(RADIUS)), null))))
        .containsExactly("shape: the constructing function of the variant round ignores color; "
            + "the stored value would be lost");
    assertThat(faults(shapes(row ->
            new Round(row.get(SHAPE_ID), row.get(SHAPE_NAME), row.get(RADIUS), row.get(COLOR)))))
        .containsExactly(
            "shape: the constructing function of the variant round reads color by get, which "
                + "fails for a row without a value; read a nullable member by find or getOrNull",
            "shape: the constructing function of the variant round reads name by get, which fails for a"
                + " row without a value; read a nullable member by find or getOrNull");
    assertThat(faults(shapes(row -> new Round(
            row.get(SHAPE_ID), row.getOrNull(SHAPE_NAME), row.get(RADIUS), row.getOrNull(COLOR)))))
        .isEmpty();
  }

  // --- absent values ---

  @Test
  void of_nullableMembersReadByGet_areFaultsAllAtOnce() {
    Value<Period> demanding = period(row -> new Period(row.get(FROM), row.get(TO), row.get(DAYS)));
    assertThat(faults(stays(demanding, period(ConstructorCheckTest::whole))))
        .hasSize(2)
        .allMatch(fault -> fault.startsWith("stay.p_: the constructing function reads "))
        .anyMatch(fault -> fault.contains("reads to_day by get"))
        .anyMatch(fault -> fault.contains("reads days by get"));
  }

  @Test
  void of_nullableValueObjectReadByGet_isAFault() {
    Embedded<Stay, Period> period =
        Embedded.nullable("p_", period(ConstructorCheckTest::whole), Stay::period);
    assertThat(faults(Mapping.of(Stay.class, "stay", ID)
            .with(period)
            .construct(row -> new Stay(row.get(ID), row.get(period), List.of(), null))))
        .containsExactly(
            "stay: the constructing function reads p_ by get, which fails for a row without a"
                + " value; read a nullable member by find or getOrNull");
  }

  @Test
  void of_getBehindAnotherMemberThatDecides_isNoFault() {
    Value<Period> careful = period(row -> {
      Integer days = row.getOrNull(DAYS);
      return new Period(row.get(FROM), days == null ? row.getOrNull(TO) : row.get(TO), days);
    });
    assertThat(faults(stays(careful, careful))).isEmpty();
  }

  private record Room(long id, int beds, boolean open) {}

  @Test
  @SuppressWarnings("NullAway")
  void of_nullableMemberThatIsUnboxed_isAFault() {
    Column<Room, Long> id = Column.of("id", Codec.int64(), Room::id);
    Column<Room, Integer> beds = Column.nullable("beds", Codec.int32(), Room::beds);
    Column<Room, Boolean> open = Column.nullable("open", Codec.bool(), Room::open);
    assertThat(faults(Mapping.of(Room.class, "room", id)
            .with(beds, open)
            .construct(
                row -> new Room(row.get(id), row.getOrNull(beds), row.find(open).orElseThrow()))))
        .containsExactly(
            "room: the constructing function fails where beds has no value, which the mapping allows; handle"
                + " the null, or declare the member required",
            "room: the constructing function fails where open has no value, which the mapping allows; handle"
                + " the null, or declare the member required");
    assertThat(faults(Mapping.of(Room.class, "room", id)
            .with(beds, open)
            .construct(row ->
                new Room(row.get(id), row.find(beds).orElse(0), row.find(open).orElse(false)))))
        .isEmpty();
  }

  @Test
  @SuppressWarnings("NullAway")
  void of_nullableMemberNeededWhereARequiredOneSaysSo_isNoFault() {
    Column<Room, Long> id = Column.of("id", Codec.int64(), Room::id);
    Column<Room, Integer> beds = Column.nullable("beds", Codec.int32(), Room::beds);
    Column<Room, Boolean> open = Column.of("open", Codec.bool(), Room::open);
    List<Function<Row<Room>, Integer>> ways =
        List.of(row -> row.get(beds), row -> row.getOrNull(beds) + 1);
    for (Function<Row<Room>, Integer> way : ways) {
      assertThat(faults(Mapping.of(Room.class, "room", id)
              .with(beds, open)
              .construct(
                  row -> new Room(row.get(id), row.get(open) ? way.apply(row) : 0, row.get(open)))))
          .isEmpty();
    }
  }

  @Test
  void of_memberThatWasNotGiven_isAFault() {
    Column<Stay, Integer> stranger = Column.nullable("guests", Codec.int32(), Stay::guests);
    Embedded<Stay, Period> period =
        Embedded.of("p_", period(ConstructorCheckTest::whole), Stay::period);
    assertThat(faults(Mapping.of(Stay.class, "stay", ID)
            .with(period)
            .construct(
                row -> new Stay(row.get(ID), row.get(period), List.of(), row.getOrNull(stranger)))))
        .containsExactly(
            "stay: the constructing function reads guests, which was not given to the mapping or"
                + " value object; every row would fail");
  }

  @Test
  void assemble_collectionThatRulesWereAddedTo_isReadByTheConstantWithoutThem() {
    ElementCollection<Stay, Period, List<Period>> more =
        ElementCollection.list("stay_more", period(ConstructorCheckTest::whole), Stay::more);
    Embedded<Stay, Period> period =
        Embedded.of("p_", period(ConstructorCheckTest::whole), Stay::period);
    Mapping<Stay, Long> stays = Mapping.of(Stay.class, "stay", ID)
        .with(period, GUESTS, more.unique("stay_more_key", FROM))
        .construct(
            row -> new Stay(row.get(ID), row.get(period), row.get(more), row.getOrNull(GUESTS)));
    Layout<Stay, Long> layout = ModelInternals.layout(Model.of(stays), stays);
    var stay = new Stay(1, new Period("a", null, null), List.of(new Period("b", null, 2)), 3);
    assertThat(layout.assemble(layout.extract(stay, 1))).isEqualTo(stay);
  }

  // --- classes ---

  record Person(long id, String name, int age, Optional<String> nick, Set<Long> codes) {}

  @Test
  void of_recordComponentOfAnotherClassThanTheCodec_isAFault() {
    RecordColumns<Person> person = RecordColumns.of(MethodHandles.lookup(), Person.class);
    Column<Person, Long> id = person.column("id", Codec.int64());
    Column<Person, Long> name = person.column("name", Codec.int64());
    Column<Person, Integer> age = person.nullable("age", Codec.int32());
    Column<Person, String> nick = person.nullable("nick", Codec.text(9));
    Column<Person, Long> codes =
        person.column("codes", Codec.text(9).as(Long::valueOf, Object::toString));
    assertThat(faults(Mapping.of(Person.class, "person", id)
            .with(name, age, nick, codes)
            .construct(person.construct())))
        .containsExactly(
            "person: the codec of name gives java.lang.Long, but its component is of type java.lang.String",
            "person: the column age is nullable, but its component is of the primitive type int; declare the"
                + " component Integer, or the column required",
            "person: the codec of nick gives java.lang.String, but its component is of type java.util.Optional",
            "person: the codec of codes gives java.lang.Long, but its component is of type java.util.Set");
  }

  @Test
  @SuppressWarnings({"unchecked", "rawtypes"})
  void of_codecOfAnotherClassByARawType_isAFault() {
    Column<Stay, String> id = Column.of("id", (Codec) Codec.int64(), stay -> "");
    assertThat(faults(Mapping.of(Stay.class, "stay", id).construct(row -> {
          String text = row.get(id);
          return new Stay(text.length(), new Period(text, null, null), List.of(), null);
        })))
        .singleElement()
        .asString()
        .startsWith(
            "stay: the constructing function takes id for another class than its codec gives: ");
  }

  // --- what a model is told twice ---

  @Test
  void withSequences_twice_keepsBoth() {
    Mapping<Stay, Long> stays =
        stays(period(ConstructorCheckTest::whole), period(ConstructorCheckTest::whole));
    Model model = Model.of(stays)
        .withSequences(IdSequence.of("first_seq", 10))
        .withSequences(IdSequence.of("second_seq", 10));
    assertThat(ModelInternals.schema(model).sequences())
        .extracting(Sequence::name)
        .containsExactly("first_seq", "second_seq");
    assertThatThrownBy(() -> model.withSequences(IdSequence.of("first_seq", 10)))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining("the sequence name first_seq is used already");
  }

  private record Versioned(long id, long version) {}

  @Test
  void of_versionDeclaredTwice_isAFault() {
    Column<Versioned, Long> id = Column.of("id", Codec.int64(), Versioned::id);
    Column<Versioned, Long> version = Column.of("version", Codec.int64(), Versioned::version);
    assertThat(faults(Mapping.of(Versioned.class, "versioned", id)
            .version(version)
            .versionColumn("revision")
            .construct(row -> new Versioned(row.get(id), row.get(version)))))
        .contains(
            "versioned: the version is declared twice: versionColumn(revision) would replace the column"
                + " version");
  }

  @Test
  void of_nameForAVersionColumnThatIsNotThere_isAFault() {
    Column<Versioned, Long> id = Column.of("id", Codec.int64(), Versioned::id);
    Column<Versioned, Long> version = Column.of("version", Codec.int64(), Versioned::version);
    String rest = " instead; inColumn names the column of an attribute";
    String named = "versioned: inVersionColumn(V) names the version column that the library keeps,"
        + " and this mapping has ";
    assertThat(faults(Mapping.of(Versioned.class, "versioned", id)
            .version(version)
            .inVersionColumn("V")
            .construct(row -> new Versioned(row.get(id), row.get(version)))))
        .contains(named + "the column version" + rest);
    assertThat(faults(Mapping.of(Versioned.class, "versioned", id)
            .inVersionColumn("V")
            .serverVersion()
            .construct(row -> new Versioned(row.get(id), 0))))
        .contains(named + "the version of the server" + rest);
    assertThat(faults(Mapping.of(Versioned.class, "versioned", id)
            .inVersionColumn("V")
            .readOnly()
            .construct(row -> new Versioned(row.get(id), 0))))
        .contains(named + "the declaration that aggregates are only read" + rest);
  }

  // --- rows that are one element ---

  private record Bag(long id, Map<String, Period> byName, Set<Period> all) {}

  @Test
  void assemble_rowsThatBecomeOneKey_areRefused() {
    Column<Bag, Long> id = Column.of("id", Codec.int64(), Bag::id);
    ElementCollection<Bag, Period, Map<String, Period>> byName = ElementCollection.map(
        "bag_name",
        "name",
        Codec.text(9).as(stored -> stored.strip(), name -> name),
        period(ConstructorCheckTest::whole),
        Bag::byName);
    Mapping<Bag, Long> bags = Mapping.of(Bag.class, "bag", id)
        .with(byName)
        .construct(row -> new Bag(row.get(id), row.get(byName), Set.of()));
    Layout<Bag, Long> layout = ModelInternals.layout(Model.of(bags), bags);
    var rows = new ArrayList<@Nullable Object[]>();
    rows.add(new Object[] {1L, "a", "x", null, null});
    rows.add(new Object[] {1L, "a ", "y", null, null});

    assertThatThrownBy(
            () -> layout.assemble(new AggregateRows(new Object[] {1L, 1L}, List.of(rows))))
        .isInstanceOf(UnreadableRowException.class)
        .hasMessageContaining(
            "[table=bag_name, key=1, rule=the rows of one owner must be different elements of the collection]");
  }

  @Test
  void assemble_constructorThatRefusesARow_isNamedWithItsCause() {
    Value<Period> strict = period(row -> {
      Period made = whole(row);
      if (made.from().equals("bad")) {
        throw new IllegalStateException("no such period");
      }
      return made;
    });
    Mapping<Stay, Long> stays = stays(strict, period(ConstructorCheckTest::whole));
    Layout<Stay, Long> layout = ModelInternals.layout(Model.of(stays), stays);
    AggregateRows rows =
        layout.extract(new Stay(7, new Period("bad", null, null), List.of(), null), 1);

    assertThatThrownBy(() -> layout.assemble(rows))
        .isInstanceOf(UnreadableRowException.class)
        .hasMessageContaining(
            "[table=stay, key=7, column=p_, rule=the constructing function of Period refuses it]. See the cause.")
        .hasCauseInstanceOf(IllegalStateException.class);
  }
}
