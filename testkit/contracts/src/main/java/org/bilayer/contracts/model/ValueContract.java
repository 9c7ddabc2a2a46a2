package org.bilayer.contracts.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bilayer.contracts.sample.Specimens.SPECIMENS;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bilayer.DataLayer;
import org.bilayer.LayerOptions;
import org.bilayer.contracts.CatalogueEntry;
import org.bilayer.contracts.Contract;
import org.bilayer.contracts.sample.Specimen;
import org.bilayer.contracts.sample.Specimen.Mood;
import org.bilayer.contracts.sample.Specimens;
import org.bilayer.contracts.sample.TypeFacts;
import org.bilayer.engine.Engine;
import org.bilayer.failure.InvalidValueException;
import org.bilayer.failure.UnreadableRowException;
import org.bilayer.layout.Layout;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.InvalidModelException;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.model.ModelInternals;
import org.bilayer.query.AggregateFunction;
import org.bilayer.query.Projection;
import org.bilayer.query.Query;
import org.bilayer.query.Specification;
import org.bilayer.store.SessionOptions;
import org.bilayer.store.Store;
import org.bilayer.store.StoreSession;
import org.bilayer.store.Write;
import org.bilayer.value.Level;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every backend promises about values of each type: a query selects them and a set-based change sets them as they are,
 * sums are exact, and nothing leaves the range of its type.
 */
public abstract class ValueContract extends Contract {

  private record Form(int id, String content) {}

  private static final Column<Form, Integer> FORM_ID = Column.of("id", Codec.int32(), Form::id);
  private static final Column<Form, String> CONTENT =
      Column.of("content", Codec.document(), Form::content);
  private static final Mapping<Form, Integer> FORMS = Mapping.of(Form.class, "form", FORM_ID)
      .with(CONTENT)
      .construct(row -> new Form(row.get(FORM_ID), row.get(CONTENT)));

  private static final Model MODEL = Model.of(SPECIMENS, FORMS);

  private static final Column<Specimen, BigDecimal> PRICE = Specimens.PRICE.required();
  private static final Column<Specimen, Short> SMALL = Specimens.SMALL.required();
  private static final Column<Specimen, Integer> NUMBER = Specimens.NUMBER.required();
  private static final Column<Specimen, Long> BIG = Specimens.BIG.required();
  private static final Column<Specimen, Double> RATIO = Specimens.RATIO.required();
  private static final Column<Specimen, Mood> MOOD = Specimens.MOOD.required();

  @Override
  protected final Model model() {
    return MODEL;
  }

  /** Checks that a senseless argument is refused, with a message that has these parts. */
  private static void assertSenseless(Runnable call, String... messageParts) {
    assertThat(thrown(IllegalArgumentException.class, call)).hasMessageContainingAll(messageParts);
  }

  private static <V> Specimen with(int id, Column<Specimen, V> column, V value) {
    return Specimens.with(Specimens.plain(id), column, value);
  }

  /** Stores specimens that differ in one attribute, under the ids 0, 1, … */
  @SafeVarargs
  private <V> void storeEach(Column<Specimen, V> column, V... values) {
    var specimens = new ArrayList<Specimen>();
    for (V value : values) {
      specimens.add(with(specimens.size(), column, value));
    }
    data().run(work -> work.repository(SPECIMENS).addAll(specimens));
  }

  private <V> V one(AggregateFunction<Specimen, V> aggregate) {
    Projection<Specimen, V> projection = Projection.of(tuple -> tuple.get(aggregate), aggregate);
    return data()
        .execute(work ->
            work.repository(SPECIMENS).select(Specification.all(), projection).get(0));
  }

  static List<TypeFacts<?>> types() {
    return TypeFacts.ALL;
  }

  private <V> void assertSelected(Column<Specimen, V> column, List<V> expected) {
    Projection<Specimen, Object> values = Projection.of(tuple -> tuple.get(column), column);

    List<Object> found = data()
        .execute(
            work -> work.repository(SPECIMENS).select(Query.orderedBy(Specimens.ID.asc()), values));

    assertThat(found).usingRecursiveComparison().isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("types")
  @CatalogueEntry("5.5")
  @CatalogueEntry("6.7")
  <V> void select_valueOfEachType_isTheValueOfTheObject(TypeFacts<V> type) {
    var specimens = new ArrayList<Specimen>();
    for (V value : type.values()) {
      specimens.add(with(specimens.size(), type.pair().required(), value));
    }
    data().run(work -> work.repository(SPECIMENS).addAll(specimens));

    assertSelected(type.pair().required(), type.values());
  }

  @ParameterizedTest
  @MethodSource("types")
  @CatalogueEntry("6.7")
  <V> void update_valueOfEachTypeInASetBasedChange_isStored(TypeFacts<V> type) {
    stored(SPECIMENS, Specimens.plain(0));

    for (V value : type.values()) {
      for (Column<Specimen, V> column :
          List.of(type.pair().required(), type.pair().optional())) {
        data()
            .run(work -> assertThat(work.repository(SPECIMENS)
                    .where(Specification.all())
                    .set(column, value)
                    .update())
                .isEqualTo(1));
        assertSelected(column, List.of(value));
      }
    }
  }

  @Test
  @CatalogueEntry("5.2")
  void select_sumOfTheGreatestIntegers_isExact() {
    stored(
        SPECIMENS,
        Specimens.with(with(0, BIG, Long.MAX_VALUE), NUMBER, Integer.MAX_VALUE),
        Specimens.with(with(1, BIG, Long.MAX_VALUE), NUMBER, Integer.MAX_VALUE));

    assertThat(BIG.valueOf(read(SPECIMENS, 0))).isEqualTo(Long.MAX_VALUE);
    assertThat(one(BIG.sum())).isEqualByComparingTo(new BigDecimal("18446744073709551614"));
    assertThat(one(NUMBER.sum())).isEqualByComparingTo(new BigDecimal("4294967294"));
    assertThat(one(BIG.average())).isEqualByComparingTo(new BigDecimal(Long.MAX_VALUE));
  }

  @Test
  @CatalogueEntry(value = "5.2", answer = CatalogueEntry.Answer.REFUSED)
  void update_increaseBeyondTheRange_isRefused() {
    stored(
        SPECIMENS,
        Specimens.with(
            Specimens.with(with(0, BIG, Long.MAX_VALUE), NUMBER, Integer.MIN_VALUE),
            SMALL,
            Short.MAX_VALUE));

    refused(
        InvalidValueException.class,
        work -> work.repository(SPECIMENS)
            .where(Specification.all())
            .increase(BIG, 1L)
            .update());
    refused(
        InvalidValueException.class,
        work -> work.repository(SPECIMENS)
            .where(Specification.all())
            .increase(NUMBER, -1)
            .update());
    refused(
        InvalidValueException.class,
        work -> work.repository(SPECIMENS)
            .where(Specification.all())
            .increase(SMALL, (short) 1)
            .update());
    refused(
        InvalidValueException.class,
        work -> work.repository(SPECIMENS)
            .where(Specification.all())
            .increase(PRICE, new BigDecimal("99999999999999999"))
            .update());
  }

  @Test
  @CatalogueEntry("5.3")
  void select_average_isRounded() {
    storeEach(NUMBER, 1, 2, 2);

    assertThat(one(NUMBER.average())).isEqualTo(new BigDecimal("1.666667"));
  }

  @Test
  @CatalogueEntry(value = "5.4", answer = CatalogueEntry.Answer.REFUSED)
  void double_inEqualityKeysGroupsAndSums_isRefused() {
    record Reading(double value) {}
    Column<Reading, Double> value = Column.of("value", Codec.float64(), Reading::value);
    Mapping<Reading, Double> readings =
        Mapping.of(Reading.class, "reading", value).construct(row -> new Reading(row.get(value)));
    AggregateFunction<Specimen, Long> rows = AggregateFunction.count();
    Projection<Specimen, Double> groups = Projection.of(tuple -> tuple.get(RATIO), RATIO, rows);

    assertSenseless(() -> RATIO.eq(0.1), "Cannot compare ratio for equality", "Use between");
    assertSenseless(() -> RATIO.in(List.of(0.1)), "Cannot compare ratio for equality");
    assertSenseless(RATIO::countDistinct, "Cannot compare ratio for equality");
    assertSenseless(RATIO::sum, "the sum of doubles depends on the order of the rows");
    assertThat(thrown(InvalidModelException.class, () -> Model.of(readings)))
        .hasMessageContaining("the id column value cannot be a double");
    data()
        .run(work -> assertSenseless(
            () -> work.repository(SPECIMENS).select(Specification.all(), groups),
            "Cannot group by ratio"));
  }

  @Test
  @CatalogueEntry("5.6")
  void read_enumThatIsNoConstant_isReportedWithItsPlace() {
    Store store = backend().create(ModelInternals.schema(MODEL), 1);
    try (DataLayer layer = Engine.open(MODEL, store, LayerOptions.defaults())) {
      insertWithMood(store, 7, "ECSTATIC");

      UnreadableRowException failure = thrown(
          UnreadableRowException.class,
          () -> layer.run(work -> work.repository(SPECIMENS).get(7)));

      assertThat(failure)
          .hasMessageContaining("[table=specimen, key=7, column=mood, rule=")
          .cause()
          .hasMessageContaining("The stored name ECSTATIC is not a constant of");
    }
  }

  /** Writes what the library itself would not: a row of somebody who knows more constants. */
  private static void insertWithMood(Store store, int id, String mood) {
    Layout<Specimen, Integer> layout = ModelInternals.layout(MODEL, SPECIMENS);
    @Nullable Object[] row = layout.extract(Specimens.plain(id), 1).root().clone();
    row[layout.position(MOOD)] = mood;
    try (StoreSession session =
        store.open(SessionOptions.of(Level.READ_COMMITTED, false, Optional.empty()))) {
      session.write(List.of(new Write.Insert(layout.root(), layout.keyOf(id), row)));
      session.commit();
    }
  }

  @Test
  @CatalogueEntry(value = "5.9", answer = CatalogueEntry.Answer.REFUSED)
  void document_inAKey_isRefused() {
    Mapping<Form, String> keyed = Mapping.of(Form.class, "form", CONTENT)
        .with(FORM_ID)
        .construct(row -> new Form(row.get(FORM_ID), row.get(CONTENT)));

    assertThat(thrown(InvalidModelException.class, () -> Model.of(keyed)))
        .hasMessageContaining("the id column content cannot be a document");
  }
}
