package org.bilayer.contracts.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bilayer.DataLayer;
import org.bilayer.LayerOptions;
import org.bilayer.Repository;
import org.bilayer.UnitOfWork;
import org.bilayer.contracts.Contract;
import org.bilayer.failure.UnitOfWorkFailedException;
import org.bilayer.failure.UnreadableRowException;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.ElementCollection;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.model.Value;
import org.bilayer.query.Page;
import org.bilayer.query.Projection;
import org.bilayer.query.Query;
import org.bilayer.query.Sort;
import org.bilayer.query.Specification;
import org.bilayer.testkit.backend.WrappedBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every backend promises about rows that the model cannot hold: one kind of failure that says where the row is, and reads
 * that skip such rows.
 */
public abstract class UnreadableRowContract extends Contract {

  /** A text that is stored, and that the codec of {@link #LABEL} refuses to read. */
  private static final String BAD = "bad";

  /** A weight that is stored, and that the constructing function refuses. */
  private static final int TOO_LIGHT = -1;

  private record Parcel(long id, String label, int weight, List<String> items) {

    static Parcel of(long id, String label) {
      return new Parcel(id, label, (int) id, List.of());
    }
  }

  private record Letter(long id, String label, int weight) {}

  private static final Codec<String, String> REFUSING = Codec.text(20)
      .as(
          text -> {
            if (text.startsWith(BAD)) {
              throw new IllegalStateException("no label");
            }
            return text;
          },
          text -> text);

  private static final Column<Parcel, Long> ID = Column.of("id", Codec.int64(), Parcel::id);
  private static final Column<Parcel, String> LABEL = Column.of("label", REFUSING, Parcel::label);
  private static final Column<Parcel, Integer> WEIGHT =
      Column.of("weight", Codec.int32(), Parcel::weight);
  private static final Column<String, String> TEXT =
      Column.of("text", REFUSING, (String text) -> text);
  private static final ElementCollection<Parcel, String, List<String>> ITEMS =
      ElementCollection.list(
          "parcel_item", Value.of(String.class, row -> row.get(TEXT), TEXT), Parcel::items);
  private static final Mapping<Parcel, Long> PARCELS = Mapping.of(Parcel.class, "parcel", ID)
      .with(LABEL, WEIGHT)
      .with(ITEMS)
      .construct(
          row -> new Parcel(row.get(ID), row.get(LABEL), weighed(row.get(WEIGHT)), row.get(ITEMS)));

  private static final Column<Letter, Long> LETTER_ID = Column.of("id", Codec.int64(), Letter::id);
  private static final Column<Letter, String> LETTER_LABEL =
      Column.of("label", REFUSING, Letter::label);
  private static final Column<Letter, Integer> LETTER_WEIGHT =
      Column.of("weight", Codec.int32(), Letter::weight);
  private static final Mapping<Letter, Long> LETTERS = Mapping.of(Letter.class, "letter", LETTER_ID)
      .with(LETTER_LABEL, LETTER_WEIGHT)
      .construct(row ->
          new Letter(row.get(LETTER_ID), row.get(LETTER_LABEL), weighed(row.get(LETTER_WEIGHT))));

  private static final Model MODEL = Model.of(PARCELS, LETTERS);

  private static int weighed(int weight) {
    if (weight == TOO_LIGHT) {
      throw new IllegalStateException("too light");
    }
    return weight;
  }

  @Override
  protected final Model model() {
    return MODEL;
  }

  /** Parcels 1 to 9; 2 has a label, 5 a weight, and 8 an item that cannot be read. */
  private static List<Parcel> parcels() {
    var parcels = new ArrayList<Parcel>();
    for (long id = 1; id <= 9; id++) {
      String item = id == 8 ? BAD : "item";
      parcels.add(
          new Parcel(id, id == 2 ? BAD : "label", id == 5 ? TOO_LIGHT : 1, List.of("first", item)));
    }
    return parcels;
  }

  private static final Long[] READABLE = {1L, 3L, 4L, 6L, 7L, 9L};

  private static void addParcels(DataLayer layer) {
    layer.run(work -> work.repository(PARCELS).addAll(parcels()));
  }

  /** Letters 1 to 9; the labels of some cannot be read. */
  private static void addLetters(DataLayer layer, Integer... bad) {
    layer.run(work -> {
      for (int id = 1; id <= 9; id++) {
        String label = Arrays.asList(bad).contains(id) ? BAD + id : "label " + id;
        work.repository(LETTERS).add(new Letter(id, label, id));
      }
    });
  }

  private static String line(UnreadableRowException failure) {
    return failure.table() + " " + failure.key().orElse("") + " "
        + failure.column().orElse("");
  }

  private static final String[] SKIPPED = {"parcel 2 label", "parcel 5 ", "parcel_item (8, 1) text"
  };

  // --- one kind of failure

  @Test
  void find_valueThatItsCodecRefuses_saysWhereItIs() {
    addLetters(data(), 4);

    UnreadableRowException failure =
        thrown(UnreadableRowException.class, () -> data().read(LETTERS).find(Query.all()));

    assertThat(failure.table()).isEqualTo("letter");
    assertThat(failure.key()).contains("4");
    assertThat(failure.column()).contains("label");
    assertThat(failure.rule()).isEqualTo("the value must be one of the domain type");
    assertThat(failure)
        .hasMessage(
            "A stored value cannot be read [table=letter, key=4, column=label, rule=the value must be one of the"
                + " domain type]. See the cause. Correct the row, or let the model accept it.")
        .hasCauseExactlyInstanceOf(IllegalStateException.class);
    assertThat(failure.isRetryable()).isFalse();
  }

  @Test
  void get_rowThatItsConstructorRefuses_hasNoColumn() {
    addParcels(data());

    UnreadableRowException failure =
        thrown(UnreadableRowException.class, () -> data().read(PARCELS).get(5L));

    assertThat(line(failure)).isEqualTo("parcel 5 ");
    assertThat(failure.rule()).isEqualTo("the constructing function of Parcel refuses it");
    assertThat(failure).hasRootCauseMessage("too light");
  }

  @Test
  void get_elementThatCannotBeRead_namesTheRowOfTheElement() {
    addParcels(data());

    UnreadableRowException failure =
        thrown(UnreadableRowException.class, () -> data().read(PARCELS).get(8L));

    assertThat(line(failure)).isEqualTo("parcel_item (8, 1) text");
  }

  @Test
  void select_projectionOfAValueThatCannotBeRead_hasNoKey() {
    addLetters(data(), 4);

    UnreadableRowException failure = thrown(
        UnreadableRowException.class,
        () -> data()
            .read(LETTERS)
            .select(Query.all(), Projection.of(tuple -> tuple.get(LETTER_LABEL), LETTER_LABEL)));

    assertThat(line(failure)).isEqualTo("letter  label");
  }

  // --- lists

  @Test
  void find_skippingUnreadable_givesTheOthersAndTheUnitGoesOn() {
    addParcels(data());
    var skipped = new ArrayList<String>();

    data().run(work -> {
      Repository<Parcel, Long> parcels = work.repository(PARCELS);
      assertThat(parcels.find(skippingParcels(skipped)))
          .extracting(Parcel::id)
          .containsExactly(READABLE);
      assertThat(skipped).containsExactly(SKIPPED);
      parcels.change(9L, parcel -> new Parcel(9, "changed", 9, List.of()));
    });

    assertThat(read(PARCELS, 9L).label()).isEqualTo("changed");
  }

  private static Query<Parcel> skippingParcels(List<String> skipped) {
    return Query.orderedBy(ID.asc()).skipUnreadable(failure -> skipped.add(line(failure)));
  }

  private static Query<Letter> skippingLetters(Sort<Letter> order, List<String> skipped) {
    return Query.orderedBy(order)
        .skipUnreadable(failure -> skipped.add(failure.key().orElse("")));
  }

  @Test
  void find_skippedAggregate_isUnknownToTheUnit() {
    addParcels(data());
    try (UnitOfWork unit = data().begin()) {
      Repository<Parcel, Long> parcels = unit.repository(PARCELS);
      parcels.find(skippingParcels(new ArrayList<>()));
      assertThat(line(thrown(UnreadableRowException.class, () -> parcels.get(2L))))
          .isEqualTo("parcel 2 label");
      assertThat(catchThrowable(unit::commit)).isInstanceOf(UnitOfWorkFailedException.class);
    }
  }

  @Test
  void find_skippingWithALimit_countsSkippedAggregates() {
    addLetters(data(), 2, 3);
    var skipped = new ArrayList<String>();

    assertThat(
            data().read(LETTERS).find(skippingLetters(LETTER_ID.asc(), skipped).limit(4)))
        .extracting(Letter::id)
        .containsExactly(1L, 4L);
    assertThat(skipped).containsExactly("2", "3");
  }

  @Test
  void find_skippingAndLocking_givesTheOthers() {
    addParcels(data());
    var skipped = new ArrayList<String>();

    data()
        .run(work -> assertThat(
                work.repository(PARCELS).find(skippingParcels(skipped).forUpdate()))
            .extracting(Parcel::id)
            .containsExactly(READABLE));

    assertThat(skipped).containsExactly(SKIPPED);
  }

  @Test
  void find_aggregateThatThisUnitMadeUnreadable_isSkippedAlthoughItWasLoaded() {
    addLetters(data());
    var skipped = new ArrayList<String>();

    data().run(work -> {
      Repository<Letter, Long> letters = work.repository(LETTERS);
      letters.find(Query.all());
      letters.where(LETTER_ID.eq(4L)).set(LETTER_LABEL, BAD).update();
      assertThat(letters.find(skippingLetters(LETTER_ID.asc(), skipped)))
          .extracting(Letter::id)
          .containsExactly(1L, 2L, 3L, 5L, 6L, 7L, 8L, 9L);
      letters.change(9L, letter -> new Letter(9, "changed", 9));
    });

    assertThat(skipped).containsExactly("4");
    assertThat(read(LETTERS, 9L).label()).isEqualTo("changed");
  }

  @Test
  void find_functionThatThrows_endsTheUnitOnlyIfTheWorkDoes() {
    addLetters(data(), 4);
    var mine = new IllegalStateException("enough");
    Query<Letter> query = Query.<Letter>all().skipUnreadable(failure -> {
      throw mine;
    });

    data().run(work -> {
      assertThat(catchThrowable(() -> work.repository(LETTERS).find(query))).isSameAs(mine);
      work.repository(LETTERS).add(new Letter(10, "added", 1));
    });

    assertThat(read(LETTERS, 10L).label()).isEqualTo("added");
  }

  @Test
  void findVersioned_skippingUnreadable_givesTheOthers() {
    addLetters(data(), 1, 9);
    var skipped = new ArrayList<String>();

    assertThat(data().read(LETTERS).findVersioned(skippingLetters(LETTER_ID.asc(), skipped)))
        .hasSize(7)
        .allMatch(letter -> letter.version().number() == 1);
    assertThat(skipped).containsExactly("1", "9");
  }

  @Test
  void select_skippingUnreadable_isRefused() {
    var projection =
        Projection.<Letter, Integer>of(tuple -> tuple.get(LETTER_WEIGHT), LETTER_WEIGHT);

    assertThat(thrown(
            IllegalArgumentException.class,
            () -> data()
                .read(LETTERS)
                .select(skippingLetters(LETTER_ID.asc(), new ArrayList<>()), projection)))
        .hasMessage("A projection skips no unreadable rows. Load the aggregates to skip them.");
  }

  // --- streams

  @Test
  void stream_skippingUnreadable_givesTheOthersAndReportsOnTheWay() {
    addLetters(data(), 1, 4, 9);
    var events = new ArrayList<String>();

    data().run(work -> {
      work.repository(LETTERS).stream(skippingLetters(LETTER_ID.asc(), events), letters -> {
        letters.forEach(letter -> events.add("read " + letter.id()));
        return true;
      });
      work.repository(LETTERS).add(new Letter(10, "added", 1));
    });

    assertThat(events)
        .containsExactly("1", "read 2", "read 3", "4", "read 5", "read 6", "read 7", "read 8", "9");
    assertThat(read(LETTERS, 10L).label()).isEqualTo("added");
  }

  @Test
  void stream_skippingUnreadableElements_givesTheOtherAggregates() {
    addParcels(data());
    var skipped = new ArrayList<String>();

    List<Parcel> read = data()
        .execute(work -> work.repository(PARCELS).stream(skippingParcels(skipped), Stream::toList));

    assertThat(read).extracting(Parcel::id).containsExactly(READABLE);
    assertThat(skipped).containsExactly(SKIPPED);
  }

  // --- pages

  private static <T> List<T> forwardsAndBack(
      DataLayer layer, Mapping<T, Long> mapping, Query<T> query, int size) {
    var forwards = new ArrayList<T>();
    Page<T> page = layer.read(mapping).page(query, size);
    forwards.addAll(page.items());
    while (page.next().isPresent()) {
      page = layer.read(mapping).page(query, size, page.next().get());
      assertThat(page.items()).hasSizeLessThanOrEqualTo(size);
      forwards.addAll(page.items());
    }
    var back = new ArrayList<T>(reversed(page.items()));
    while (page.previous().isPresent()) {
      page = layer.read(mapping).page(query, size, page.previous().get());
      assertThat(page.items()).hasSizeLessThanOrEqualTo(size);
      back.addAll(reversed(page.items()));
    }
    assertThat(reversed(back)).isEqualTo(forwards);
    return forwards;
  }

  private static <T> List<T> reversed(List<T> list) {
    var reversed = new ArrayList<>(list);
    Collections.reverse(reversed);
    return reversed;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 9, 20})
  void pages_skippingUnreadable_showEachOtherAggregateOnce(int size) {
    addParcels(data());
    addLetters(data(), 1, 2, 3, 7, 9);
    var skipped = new ArrayList<String>();

    assertThat(forwardsAndBack(data(), PARCELS, skippingParcels(skipped), size))
        .extracting(Parcel::id)
        .containsExactly(READABLE);
    assertThat(skipped).contains(SKIPPED);
    assertThat(
            forwardsAndBack(data(), LETTERS, skippingLetters(LETTER_LABEL.desc(), skipped), size))
        .extracting(Letter::id)
        .containsExactly(8L, 6L, 5L, 4L);
  }

  // --- values that a backend cannot read

  private DataLayer withTornTexts() {
    return withTorn(List.of(BAD));
  }

  private DataLayer withTorn(List<?> values) {
    return open(
        new WrappedBackend(
            backend(), "torn " + backend().name(), session -> new TornSession(session, values)),
        LayerOptions.defaults());
  }

  @Test
  void find_valueThatTheBackendCannotRead_saysWhereItIs() {
    DataLayer layer = withTornTexts();
    addParcels(layer);

    assertThat(
            line(thrown(UnreadableRowException.class, () -> layer.read(PARCELS).find(ID.lt(3L)))))
        .isEqualTo("parcel 2 label");
    UnreadableRowException failure =
        thrown(UnreadableRowException.class, () -> layer.read(PARCELS).get(8L));
    assertThat(line(failure)).isEqualTo("parcel_item (8, 1) text");
    assertThat(failure.rule()).isEqualTo(TornSession.RULE);
  }

  @Test
  void find_skippingValuesThatTheBackendCannotRead_givesTheOthers() {
    DataLayer layer = withTornTexts();
    addParcels(layer);
    var skipped = new ArrayList<UnreadableRowException>();
    Query<Parcel> query = Query.orderedBy(ID.asc()).skipUnreadable(skipped::add);

    layer.run(work -> {
      assertThat(work.repository(PARCELS).find(query))
          .extracting(Parcel::id)
          .containsExactly(READABLE);
      List<Parcel> streamed = work.repository(PARCELS).stream(query, Stream::toList);
      assertThat(streamed).hasSize(READABLE.length);
      work.repository(PARCELS).add(Parcel.of(10, "added"));
    });

    assertThat(skipped)
        .extracting(UnreadableRowContract::line)
        .startsWith("parcel 2 label")
        .contains(SKIPPED)
        .hasSize(2 * SKIPPED.length);
    assertThat(skipped.get(0).rule()).isEqualTo(TornSession.RULE);
    assertThat(layer.read(PARCELS).find(10L)).map(Parcel::label).isEqualTo(Optional.of("added"));
  }

  /** Where the unreadable values lie in the order of the pages. */
  private enum Torn {
    FIRST(1, 2, 3, 4),
    MIDDLE(3, 4, 5, 6),
    LAST(6, 7, 8, 9),
    SCATTERED(2, 4, 6, 8),
    ALL(1, 2, 3, 4, 5, 6, 7, 8, 9);

    private final ImmutableList<Integer> ids;

    Torn(Integer... ids) {
      this.ids = ImmutableList.copyOf(ids);
    }
  }

  @ParameterizedTest
  @EnumSource(Torn.class)
  void pages_sortedByValuesThatCannotBeRead_showEachOtherAggregateOnce(Torn torn) {
    DataLayer layer = withTorn(torn.ids);
    addLetters(layer);
    List<Long> readable = Stream.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L)
        .filter(id -> !torn.ids.contains(id.intValue()))
        .toList();

    for (int size : List.of(1, 2, 3, 9, 20)) {
      var skipped = new ArrayList<String>();
      assertThat(
              forwardsAndBack(layer, LETTERS, skippingLetters(LETTER_WEIGHT.asc(), skipped), size))
          .as("pages of %d", size)
          .extracting(Letter::id)
          .isEqualTo(readable);
      assertThat(skipped).contains(torn.ids.stream().map(String::valueOf).toArray(String[]::new));
    }
  }

  @Test
  void count_ofRowsThatCannotBeRead_countsThem() {
    addLetters(data(), 1, 2);

    assertThat(data().read(LETTERS).count(Specification.all())).isEqualTo(9);
    assertThat(data().read(LETTERS).exists(1L)).isTrue();
  }
}
