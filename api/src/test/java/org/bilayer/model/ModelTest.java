package org.bilayer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.bilayer.failure.InvalidValueException;
import org.bilayer.layout.AggregateRows;
import org.bilayer.layout.Layout;
import org.bilayer.store.Table;
import org.junit.jupiter.api.Test;

/** What a model accepts, and what it says about one that cannot work. */
final class ModelTest {

  private record Item(long id, String name, double weight) {}

  private static final Column<Item, Long> ID = Column.of("id", Codec.int64(), Item::id);
  private static final Column<Item, String> NAME = Column.of("name", Codec.text(10), Item::name);
  private static final Column<Item, Double> WEIGHT =
      Column.of("weight", Codec.float64(), Item::weight);

  private record Owner(String id, long itemId) {}

  private static final Column<Owner, String> OWNER_ID = Column.of("id", Codec.text(5), Owner::id);
  private static final Column<Owner, Long> ITEM_ID =
      Column.of("item_id", Codec.int64(), Owner::itemId);

  private static Mapping.Builder<Item, Long> items() {
    return Mapping.of(Item.class, "item", ID).with(NAME, WEIGHT);
  }

  private static Item item(Row<Item> row) {
    return new Item(row.get(ID), row.get(NAME), row.get(WEIGHT));
  }

  private static Owner owner(Row<Owner> row) {
    return new Owner(row.get(OWNER_ID), row.get(ITEM_ID));
  }

  @Test
  void of_goodModel_putsReferencedTablesFirst() {
    Mapping<Item, Long> items = items().construct(ModelTest::item);
    Mapping<Owner, String> owners = Mapping.of(Owner.class, "owner", OWNER_ID)
        .with(ITEM_ID)
        .references(Reference.of("owner_item_fkey", ITEM_ID, items))
        .construct(ModelTest::owner);

    Model model = Model.of(owners, items);

    assertThat(ModelInternals.schema(model).tables())
        .extracting(Table::name)
        .containsExactly("item", "owner");
    assertThat(ModelInternals.layout(model, items).root().columns())
        .extracting("name")
        .containsExactly("id", "version", "name", "weight");
  }

  @Test
  void of_manyFaults_namesAllInOneMessage() {
    Column<Item, String> again = Column.of("name", Codec.text(3), Item::name);
    Column<Item, String> upper = Column.of("Name", Codec.text(3), Item::name);
    Mapping<Item, Long> other = items().construct(ModelTest::item);
    Mapping<Item, Long> items = Mapping.of(Item.class, "item", ID)
        .with(NAME, again, upper, WEIGHT)
        .unique("item_weight_key", WEIGHT)
        .unique("item_weight_key", NAME)
        .construct(row -> new Item(row.get(ID), row.get(NAME), 1.0));
    Mapping<Owner, String> owners = Mapping.of(Owner.class, "owner", OWNER_ID)
        .with(ITEM_ID)
        .references(Reference.of("owner_item_fkey", ITEM_ID, other))
        .construct(ModelTest::owner);

    assertThatThrownBy(() -> Model.of(items, owners))
        .isInstanceOfSatisfying(
            InvalidModelException.class,
            e -> assertThat(e.faults())
                .containsExactlyInAnyOrder(
                    "item: two columns have the name name",
                    "item: the column name \"Name\" is not an identifier; use lower case letters, digits and _, at"
                        + " most 63, a letter first",
                    "item: the unique key item_weight_key cannot hold a double, which has no equality",
                    "item: two constraints have the name item_weight_key",
                    "owner: the reference owner_item_fkey points to Item, which is not in the model",
                    "item: the constructing function ignores name; the stored value would be "
                        + "lost",
                    "item: the constructing function ignores Name; the stored value would be "
                        + "lost",
                    "item: the constructing function ignores weight; the stored value would be "
                        + "lost"))
        .hasMessageStartingWith("The model has 8 faults:\n  - ");
  }

  @Test
  void of_referenceOfAnotherType_isAFault() {
    Mapping<Owner, String> owners =
        Mapping.of(Owner.class, "owner", OWNER_ID).with(ITEM_ID).construct(ModelTest::owner);
    Column<Item, String> owner = Column.of("owner", Codec.text(6), Item::name);
    Mapping<Item, Long> items = Mapping.of(Item.class, "item", ID)
        .with(owner)
        .references(Reference.of("item_owner_fkey", owner, owners))
        .construct(row -> new Item(row.get(ID), row.get(owner), 1.0));

    assertThatThrownBy(() -> Model.of(items, owners))
        .hasMessageContaining(
            "the reference item_owner_fkey stores [text(6)], but the id of Owner is [text(5)]");
  }

  @Test
  void of_constructorThatRefusesTheSample_saysNothing() {
    Mapping<Item, Long> items = items().construct(row -> {
      throw new IllegalArgumentException("no such item: " + row.get(ID));
    });
    assertThat(Model.of(items).mappings()).containsExactly(items);
  }

  @Test
  void layout_mappingOfAnotherModel_isRefused() {
    Mapping<Item, Long> items = items().construct(ModelTest::item);
    Model model = Model.of(items);
    Mapping<Item, Long> stranger = items().construct(ModelTest::item);

    assertThatThrownBy(() -> ModelInternals.layout(model, stranger))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("The mapping of Item is not in this model, which has [Item]");
  }

  @Test
  void condition_attributeOfAnotherMapping_isRefused() {
    Mapping<Item, Long> items = items().construct(ModelTest::item);
    Column<Item, String> stranger = Column.of("name", Codec.text(10), Item::name);
    Layout<Item, Long> layout = ModelInternals.layout(Model.of(items), items);

    assertThatThrownBy(() -> layout.condition(stranger.eq("a")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The attribute name is not a column of item. Use the constants given to its mapping.");
  }

  // --- owned rows and value objects ---

  private record Part(String sku, int count) {}

  private record Box(long id, List<Part> parts) {}

  private static final Column<Part, String> SKU = Column.of("sku", Codec.text(8), Part::sku);
  private static final Column<Part, Integer> COUNT = Column.of("count", Codec.int32(), Part::count);
  private static final Value<Part> PART =
      Value.of(Part.class, row -> new Part(row.get(SKU), row.get(COUNT)), SKU, COUNT);
  private static final Column<Box, Long> BOX_ID = Column.of("id", Codec.int64(), Box::id);
  private static final ElementCollection<Box, Part, List<Part>> PARTS =
      ElementCollection.list("box_part", PART, SKU, Box::parts).unique("box_part_count_key", COUNT);
  private static final Mapping<Box, Long> BOXES = Mapping.of(Box.class, "box", BOX_ID)
      .with(PARTS)
      .construct(row -> new Box(row.get(BOX_ID), row.get(PARTS)));

  @Test
  void extract_thenAssemble_givesTheAggregateBack() {
    Layout<Box, Long> layout = ModelInternals.layout(Model.of(BOXES), BOXES);
    var box = new Box(7, List.of(new Part("b", 2), new Part("a", 1)));

    AggregateRows rows = layout.extract(box, 3);

    assertThat(rows.root()).containsExactly(7L, 3L);
    assertThat(rows.owned().get(0))
        .containsExactly(new Object[] {7L, 0, "b", 2}, new Object[] {7L, 1, "a", 1});
    assertThat(layout.owned().get(0).columns())
        .extracting("name")
        .containsExactly("box_id", "position", "sku", "count");
    assertThat(layout.assemble(rows)).isEqualTo(box);
  }

  @Test
  void extract_twoElementsOfOneKey_isAUniqueViolationOfTheOwnedTable() {
    Layout<Box, Long> layout = ModelInternals.layout(Model.of(BOXES), BOXES);
    var box = new Box(7, List.of(new Part("a", 2), new Part("a", 1)));

    assertThatThrownBy(() -> layout.extract(box, 0))
        .hasMessageContaining("[table=box_part, constraint=box_part_pkey]");
  }

  @Test
  void extract_valuesThatAreStoredButWouldBeRefused_areTakenAsTheyAre() {
    Layout<Box, Long> layout = ModelInternals.layout(Model.of(BOXES), BOXES);
    String tooLong = "longer than eight";
    var stored = new AggregateRows(
        new Object[] {7L, 3L},
        List.of(List.of(new Object[] {7L, 1, "b", 2}, new Object[] {7L, 0, tooLong, 1})));

    Box read = layout.assemble(stored);
    assertThat(read.parts()).extracting(Part::sku).containsExactly(tooLong, "b");
    assertThat(layout.extract(read, 4, stored).owned().get(0))
        .containsExactly(new Object[] {7L, 0, tooLong, 1}, new Object[] {7L, 1, "b", 2});

    var changed = new Box(7, List.of(new Part(tooLong + "!", 1), new Part("b", 2)));
    assertThatThrownBy(() -> layout.extract(changed, 4, stored))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("[type=box_part, id=(7, ?), column=sku, rule=at most 8 code points");
    assertThatThrownBy(() -> layout.extract(read, 4)).isInstanceOf(InvalidValueException.class);
  }

  private record Name(String text) {}

  @SuppressWarnings("ArrayRecordComponent") // not compared
  private record Stop(Name name, Instant at, byte[] stamp) {}

  private record Trip(long id, List<Stop> stops) {}

  private static final Column<Stop, Name> STOP_NAME =
      Column.of("name", Codec.text(3).as(Name::new, Name::text), Stop::name);
  private static final Column<Stop, Instant> STOP_AT = Column.of("at", Codec.instant(3), Stop::at);
  private static final Column<Stop, byte[]> STAMP = Column.of("stamp", Codec.bytes(2), Stop::stamp);
  private static final Value<Stop> STOP = Value.of(
      Stop.class,
      row -> new Stop(row.get(STOP_NAME), row.get(STOP_AT), row.get(STAMP)),
      STOP_NAME,
      STOP_AT,
      STAMP);
  private static final Column<Trip, Long> TRIP_ID = Column.of("id", Codec.int64(), Trip::id);
  private static final ElementCollection<Trip, Stop, List<Stop>> STOPS =
      ElementCollection.list("trip_stop", STOP, STOP_NAME, Trip::stops);
  private static final Mapping<Trip, Long> TRIPS = Mapping.of(Trip.class, "trip", TRIP_ID)
      .with(STOPS)
      .construct(row -> new Trip(row.get(TRIP_ID), row.get(STOPS)));

  /** The database tells rows in any order; which values are left alone must not depend on it. */
  @Test
  void extract_valuesFinerThanTheModel_areLeftAloneInTheRowsOfTheirKeysWhateverTheOrder() {
    Layout<Trip, Long> layout = ModelInternals.layout(Model.of(TRIPS), TRIPS);
    Instant fine = Instant.parse("2026-01-01T00:00:00.123456Z");
    var rows = new ArrayList<Object[]>();
    for (int i = 0; i < 4; i++) {
      rows.add(new Object[] {7L, i, "too long " + i, fine.plusSeconds(i), new byte[] {1, 2, 3}});
    }
    for (int turn = 0; turn < 24; turn++) {
      Collections.shuffle(rows, new Random(turn));
      var stored = new AggregateRows(new Object[] {7L, 1L}, List.of(List.copyOf(rows)));
      Trip read = layout.assemble(stored);
      var stops = new ArrayList<>(read.stops());
      stops.remove(turn % 4);
      stops.add(new Stop(new Name("new"), fine, new byte[] {9}));

      assertThat(layout.extract(read, 1, stored).owned().get(0))
          .containsExactlyInAnyOrderElementsOf(rows);
      List<Object[]> extracted =
          layout.extract(new Trip(7, stops), 1, stored).owned().get(0);
      for (int place = 0; place < 3; place++) {
        Stop kept = stops.get(place);
        assertThat(extracted.get(place))
            .containsExactly(7L, place, kept.name().text(), kept.at(), kept.stamp());
      }
      assertThat(extracted.get(3)[3]).isEqualTo(Instant.parse("2026-01-01T00:00:00.123Z"));
    }
  }

  // --- sealed types ---

  private sealed interface Payment permits Card, Cash {
    long id();
  }

  private record Card(long id, String number) implements Payment {}

  private record Cash(long id, int coins) implements Payment {}

  private static final Column<Payment, Long> PAYMENT_ID =
      Column.of("id", Codec.int64(), Payment::id);
  private static final Column<Card, String> NUMBER =
      Column.of("number", Codec.text(16), Card::number);
  private static final Column<Cash, Integer> COINS = Column.of("coins", Codec.int32(), Cash::coins);
  private static final Variant<Payment, Card> CARD =
      Variant.of("card", Card.class, row -> new Card(row.get(PAYMENT_ID), row.get(NUMBER)), NUMBER);
  private static final Variant<Payment, Cash> CASH =
      Variant.of("cash", Cash.class, row -> new Cash(row.get(PAYMENT_ID), row.get(COINS)), COINS);
  private static final Variants<Payment> KIND = Variants.of("kind", CARD, CASH);

  private static Mapping<Payment, Long> payments() {
    return Mapping.of(Payment.class, "payment", PAYMENT_ID)
        .with(KIND)
        .construct(row -> row.get(KIND));
  }

  @Test
  void extract_variant_leavesTheColumnsOfOthersNull() {
    Mapping<Payment, Long> payments = payments();
    Layout<Payment, Long> layout = ModelInternals.layout(Model.of(payments), payments);

    assertThat(layout.root().columns())
        .extracting("name")
        .containsExactly("id", "version", "kind", "number", "coins");
    for (Payment payment : List.of(new Card(1, "4711"), new Cash(2, 3))) {
      assertThat(layout.assemble(layout.extract(payment, 1))).isEqualTo(payment);
    }
    assertThat(layout.extract(new Cash(2, 3), 1).root()).containsExactly(2L, 1L, "cash", null, 3);
    assertThat(layout.condition(CARD.at(NUMBER).eq("4711").and(KIND.is(CARD))).toString())
        .contains("column=3")
        .contains("value=card");
  }

  @Test
  void extract_requiredMemberOfAVariant_mustHaveAValueInItsRowsOnly() {
    Mapping<Payment, Long> payments = payments();
    Layout<Payment, Long> layout = ModelInternals.layout(Model.of(payments), payments);
    @SuppressWarnings("NullAway")
    var nameless = new Card(1, null);

    assertThatThrownBy(() -> layout.extract(nameless, 1))
        .hasMessageContaining("[table=payment, constraint=payment_number_not_null]");
  }

  @Test
  void of_variantThatIgnoresACommonMember_isAFault() {
    Variant<Payment, Cash> forgetful =
        Variant.of("cash", Cash.class, row -> new Cash(0, row.get(COINS)), COINS);
    Variants<Payment> kind = Variants.of("kind", forgetful);
    Mapping<Payment, Long> payments =
        Mapping.of(Payment.class, "payment", PAYMENT_ID).with(kind).construct(row -> row.get(kind));

    assertThatThrownBy(() -> Model.of(payments))
        .hasMessageContaining("payment: the constructing function of the variant cash ignores id");
  }

  // --- counts that a server limits

  private record Many(List<Integer> numbers) {}

  private static List<Column<Many, Integer>> columns(int count) {
    var columns = new ArrayList<Column<Many, Integer>>();
    for (int i = 0; i < count; i++) {
      int place = i;
      columns.add(Column.of("c" + i, Codec.int32(), many -> many.numbers().get(place)));
    }
    return columns;
  }

  private static Mapping.Builder<Many, Integer> many(List<Column<Many, Integer>> columns) {
    Mapping.Builder<Many, Integer> builder = Mapping.of(Many.class, "many", columns.get(0));
    for (Column<Many, Integer> column : columns.subList(1, columns.size())) {
      builder = builder.with(column);
    }
    return builder;
  }

  private static Model model(
      Mapping.Builder<Many, Integer> builder, List<Column<Many, Integer>> columns) {
    return Model.of(
        builder.construct(row -> new Many(columns.stream().map(row::get).toList())));
  }

  @Test
  @SuppressWarnings({"unchecked", "rawtypes"}) // an array of columns of one type
  void of_keyOfMoreColumnsThanAServerTakes_isAFault() {
    List<Column<Many, Integer>> columns = columns(34);
    Member[] most = columns.subList(1, 33).toArray(Member[]::new);
    assertThat(model(many(columns).unique("many_key", (Member<Many, ?>[]) most), columns)
            .mappings())
        .hasSize(1);

    Member[] more = columns.subList(1, 34).toArray(Member[]::new);
    assertThatThrownBy(() ->
            model(many(columns).unique("many_key", (Member<Many, ?>[]) more), columns))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining("many: the key many_key has 33 columns, 32 is the most");
  }

  @Test
  void of_moreKeysThanAServerTakes_isAFault() {
    List<Column<Many, Integer>> columns = columns(66);
    Mapping.Builder<Many, Integer> builder = many(columns);
    for (int i = 1; i <= 63; i++) {
      builder = builder.unique("many_c" + i + "_key", columns.get(i));
    }
    assertThat(model(builder, columns).mappings()).hasSize(1);

    Mapping.Builder<Many, Integer> more = builder.unique("many_c64_key", columns.get(64));
    assertThatThrownBy(() -> model(more, columns))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining(
            "many: a table has at most 63 unique keys and references together, not 64");
  }
}
