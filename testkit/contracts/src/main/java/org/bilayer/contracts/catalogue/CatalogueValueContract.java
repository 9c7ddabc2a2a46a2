package org.bilayer.contracts.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bilayer.contracts.sample.Specimens.SPECIMENS;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bilayer.DataLayer;
import org.bilayer.LayerOptions;
import org.bilayer.Repository;
import org.bilayer.contracts.CatalogueEntry;
import org.bilayer.contracts.sample.Specimen;
import org.bilayer.contracts.sample.Specimen.Mood;
import org.bilayer.contracts.sample.Specimens;
import org.bilayer.engine.Engine;
import org.bilayer.failure.InvalidValueException;
import org.bilayer.failure.StorageFailureException;
import org.bilayer.layout.Layout;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.InvalidModelException;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.model.ModelInternals;
import org.bilayer.query.AggregateFunction;
import org.bilayer.query.Attribute;
import org.bilayer.query.Cursor;
import org.bilayer.query.Page;
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

/** Chapter 5 of the catalogue: numbers, truth values, enums, bytes, UUIDs and documents. */
public abstract class CatalogueValueContract extends CatalogueContract {

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
  private static final Column<Specimen, Boolean> FLAG = Specimens.FLAG.required();
  private static final Column<Specimen, Mood> MOOD = Specimens.MOOD.required();
  private static final Column<Specimen, byte[]> BLOB = Specimens.BLOB.required();
  private static final Column<Specimen, UUID> TOKEN = Specimens.TOKEN.required();

  @Override
  protected final Model model() {
    return MODEL;
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

  private List<Integer> ids(Specification<Specimen> where) {
    return ids(Query.where(where).orderBy(Specimens.ID.asc()));
  }

  private List<Integer> ids(Query<Specimen> query) {
    return data()
        .execute(work ->
            work.repository(SPECIMENS).find(query).stream().map(Specimen::id).toList());
  }

  private <V> V one(AggregateFunction<Specimen, V> aggregate) {
    Projection<Specimen, V> projection = Projection.of(tuple -> tuple.get(aggregate), aggregate);
    return data()
        .execute(work ->
            work.repository(SPECIMENS).select(Specification.all(), projection).get(0));
  }

  // --- 5.1 decimals ---

  @Test
  @CatalogueEntry("5.1")
  void entry_5_1_decimalWithFewerDigits_comesBackWithTheScaleOfItsColumn() {
    storeEach(PRICE, new BigDecimal("1.5"), new BigDecimal("1E+3"), new BigDecimal("-0.0"));

    assertThat(PRICE.valueOf(read(SPECIMENS, 0))).isEqualTo(new BigDecimal("1.50"));
    assertThat(PRICE.valueOf(read(SPECIMENS, 1))).isEqualTo(new BigDecimal("1000.00"));
    assertThat(PRICE.valueOf(read(SPECIMENS, 2))).isEqualTo(new BigDecimal("0.00"));
  }

  @Test
  @CatalogueEntry("5.1")
  void entry_5_1_decimals_areComparedByValue() {
    storeEach(PRICE, new BigDecimal("1.5"), new BigDecimal("1.51"), new BigDecimal("10"));

    assertThat(ids(PRICE.eq(new BigDecimal("1.500")))).containsExactly(0);
    assertThat(ids(PRICE.in(List.of(new BigDecimal("1E+1"))))).containsExactly(2);
    assertThat(ids(PRICE.gt(new BigDecimal("1.5")))).containsExactly(1, 2);
    assertThat(ids(Query.orderedBy(PRICE.desc()))).containsExactly(2, 1, 0);
  }

  @Test
  @CatalogueEntry(value = "5.1", answer = CatalogueEntry.Answer.REFUSED)
  void entry_5_1_decimalThatWouldHaveToBeRoundedOrOverflows_isRefused() {
    assertThat(refused(
            InvalidValueException.class,
            work -> work.repository(SPECIMENS).add(with(1, PRICE, new BigDecimal("1.005")))))
        .hasMessageContaining("holds 2 digits behind the point, the value needs 3");
    assertThat(refused(
            InvalidValueException.class,
            work -> work.repository(SPECIMENS).add(with(1, PRICE, new BigDecimal("1E+17")))))
        .hasMessageContaining("holds 17 digits before the point, the value needs 18");
    thrown(InvalidValueException.class, () -> PRICE.eq(new BigDecimal("1.005")));
  }

  // --- 5.2 integers ---

  @Test
  @CatalogueEntry("5.2")
  void entry_5_2_integersAtTheEdges_comeBackAndAddUpExactly() {
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
  void entry_5_2_increaseBeyondTheRange_isRefusedInsteadOfWrapping() {
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

  // --- 5.3 division ---

  @Test
  @CatalogueEntry(value = "5.3", answer = CatalogueEntry.Answer.CANNOT_BE_SAID)
  void entry_5_3_division_isNoFunctionOfQueries() {
    for (Class<?> type : List.of(Attribute.class, AggregateFunction.class, Specification.class)) {
      assertThat(methodsOf(type))
          .noneMatch(name -> name.contains("div") || name.contains("mod") || name.contains("quot"));
    }
  }

  @Test
  @CatalogueEntry("5.3")
  void entry_5_3_average_isRoundedInJavaTheSameWayEverywhere() {
    storeEach(NUMBER, 1, 2, 2);

    assertThat(one(NUMBER.average())).isEqualTo(new BigDecimal("1.666667"));
  }

  // --- 5.4 floating point ---

  @Test
  @CatalogueEntry("5.4")
  void entry_5_4_finiteDoubles_comeBackToTheLastBitAndNegativeZeroAsZero() {
    storeEach(RATIO, 0.1, -0.0, Double.MIN_VALUE, Double.MAX_VALUE, 1.0 / 3, -2.5e-300);

    assertThat(RATIO.valueOf(read(SPECIMENS, 0))).isEqualTo(0.1);
    assertThat(Double.doubleToRawLongBits(read(SPECIMENS, 1).ratio())).isZero();
    assertThat(RATIO.valueOf(read(SPECIMENS, 2))).isEqualTo(Double.MIN_VALUE);
    assertThat(RATIO.valueOf(read(SPECIMENS, 3))).isEqualTo(Double.MAX_VALUE);
    assertThat(RATIO.valueOf(read(SPECIMENS, 4))).isEqualTo(1.0 / 3);
    assertThat(ids(Query.orderedBy(RATIO.asc()))).containsExactly(5, 1, 2, 0, 4, 3);
    assertThat(ids(RATIO.fromUntil(0.05, 0.2))).containsExactly(0);
  }

  @Test
  @CatalogueEntry(value = "5.4", answer = CatalogueEntry.Answer.REFUSED)
  void entry_5_4_doubleThatIsNotFinite_isRefused() {
    for (double value :
        new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
      assertThat(refused(
              InvalidValueException.class,
              work -> work.repository(SPECIMENS).add(with(1, RATIO, value))))
          .hasMessageContaining("double holds finite numbers only");
      thrown(InvalidValueException.class, () -> RATIO.lt(value));
    }
  }

  @Test
  @CatalogueEntry(value = "5.4", answer = CatalogueEntry.Answer.REFUSED)
  void entry_5_4_equalityKeysGroupsAndSumsOfDoubles_areRefused() {
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

  // --- 5.5 truth values ---

  @Test
  @CatalogueEntry("5.5")
  void entry_5_5_truthValues_comeBackAreFoundAndSortFalseFirst() {
    storeEach(FLAG, true, false, true);

    assertThat(FLAG.valueOf(read(SPECIMENS, 0))).isTrue();
    assertThat(ids(FLAG.eq(true))).containsExactly(0, 2);
    assertThat(ids(FLAG.ne(true))).containsExactly(1);
    assertThat(ids(Query.orderedBy(FLAG.asc()))).containsExactly(1, 0, 2);
    Projection<Specimen, Object> values = Projection.of(tuple -> tuple.get(FLAG), FLAG);
    assertThat(data()
            .<List<Object>>execute(
                work -> work.repository(SPECIMENS).select(Specification.all(), values)))
        .containsExactlyInAnyOrder(true, true, false);
  }

  // --- 5.6 enums ---

  @Test
  @CatalogueEntry("5.6")
  void entry_5_6_enums_areStoredByNameAndFoundByEquality() {
    storeEach(MOOD, Mood.MELANCHOLIC, Mood.CALM, Mood.GRADE_1);

    assertThat(MOOD.valueOf(read(SPECIMENS, 2))).isEqualTo(Mood.GRADE_1);
    assertThat(ids(MOOD.in(List.of(Mood.CALM, Mood.GRADE_1)))).containsExactly(1, 2);
    assertThat(ids(MOOD.ne(Mood.CALM))).containsExactly(0, 2);
  }

  @Test
  @CatalogueEntry(value = "5.6", answer = CatalogueEntry.Answer.REFUSED)
  void entry_5_6_orderOfEnums_isRefused() {
    assertSenseless(MOOD::asc, "Cannot sort by mood", "Store a number in another column");
    assertSenseless(() -> MOOD.lt(Mood.CALM), "Cannot compare mood by <", "Use eq or in");
    assertSenseless(MOOD::min, "Cannot take the least or greatest mood");
  }

  @Test
  @CatalogueEntry("5.6")
  void entry_5_6_storedNameThatIsNoConstant_isReportedWithItsPlace() {
    Store store = backend().create(ModelInternals.schema(MODEL), 1);
    try (DataLayer layer = Engine.open(MODEL, store, LayerOptions.defaults())) {
      insertWithMood(store, 7, "ECSTATIC");

      StorageFailureException failure = thrown(
          StorageFailureException.class,
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

  // --- 5.7 bytes ---

  @Test
  @CatalogueEntry("5.7")
  void entry_5_7_bytes_areNeitherPaddedNorSigned() {
    storeEach(
        BLOB,
        new byte[] {},
        new byte[] {0},
        new byte[] {0, 0},
        new byte[] {0x7F},
        new byte[] {(byte) 0x80},
        new byte[] {(byte) 0xFF, 0});

    assertThat(BLOB.valueOf(read(SPECIMENS, 0))).isEmpty();
    assertThat(BLOB.valueOf(read(SPECIMENS, 2))).containsExactly(0, 0);
    assertThat(ids(BLOB.eq(new byte[] {0}))).containsExactly(1);
    assertThat(ids(Query.orderedBy(BLOB.asc()))).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(ids(BLOB.gt(new byte[] {0x7F}))).containsExactly(4, 5);
  }

  // --- 5.8 UUIDs ---

  @Test
  @CatalogueEntry("5.8")
  void entry_5_8_uuids_sortAsUnsignedBytesWhateverTheirVersion() {
    List<UUID> sorted = List.of(
        UUID.fromString("00000000-0000-0000-0000-000000000000"),
        UUID.fromString("00000000-0000-0000-7fff-ffffffffffff"),
        UUID.fromString("00000000-0000-0000-8000-000000000000"),
        UUID.fromString("0199a5e2-1111-7abc-8def-000000000001"), // version 7
        UUID.fromString("11111111-2222-1333-8444-000000000002"), // version 1
        UUID.fromString("7fffffff-ffff-4fff-bfff-ffffffffffff"), // version 4
        UUID.fromString("80000000-0000-4000-8000-000000000000"),
        UUID.fromString("f0000000-0000-1000-8000-000000000001"),
        UUID.fromString("f0000000-0000-1000-8000-000000000002"),
        UUID.fromString("ffffffff-ffff-ffff-ffff-ffffffffffff"));
    var shuffled = new ArrayList<>(sorted);
    Collections.shuffle(shuffled, random());
    storeEach(TOKEN, shuffled.toArray(new UUID[0]));

    data().run(work -> {
      Repository<Specimen, Integer> specimens = work.repository(SPECIMENS);
      Query<Specimen> query = Query.orderedBy(TOKEN.asc());
      assertThat(specimens.find(query)).extracting(Specimen::token).isEqualTo(sorted);
      var paged = new ArrayList<UUID>();
      Page<Specimen> page = specimens.page(query, 3);
      page.items().forEach(specimen -> paged.add(specimen.token()));
      for (Optional<Cursor> next = page.next(); next.isPresent(); next = page.next()) {
        page = specimens.page(query, 3, next.get());
        page.items().forEach(specimen -> paged.add(specimen.token()));
      }
      assertThat(paged).isEqualTo(sorted);
      for (int i = 0; i < sorted.size(); i++) {
        assertThat(specimens.count(TOKEN.lt(sorted.get(i)))).isEqualTo(i);
        assertThat(specimens.count(TOKEN.eq(sorted.get(i)))).isEqualTo(1);
      }
    });
  }

  // --- 5.9 documents ---

  @Test
  @CatalogueEntry("5.9")
  void entry_5_9_document_isAValueWhateverItsTextLooksLike() {
    stored(FORMS, new Form(1, " {\"b\" : [1.00, 25e-1, 1e2], \"a\" : \"\\u0041\" } "));
    long version = versionOf(FORMS, 1);

    assertThat(read(FORMS, 1).content()).isEqualTo("{\"a\":\"A\",\"b\":[1,2.5,100]}");
    data().run(work -> {
      work.repository(FORMS).get(1);
      work.repository(FORMS).update(new Form(1, "{\"a\":\"A\",\"b\":[1.0,2.50,100.0]}"));
    });
    assertThat(versionOf(FORMS, 1)).as("the same value in another form").isEqualTo(version);
    data().run(work -> {
      work.repository(FORMS).get(1);
      work.repository(FORMS).update(new Form(1, "{\"a\":\"A\",\"b\":[2.5,1]}"));
    });
    assertThat(versionOf(FORMS, 1)).as("another value").isGreaterThan(version);
  }

  @Test
  @CatalogueEntry("5.9")
  void entry_5_9_documentThatIsNoObject_isNotWrappedIntoAText() {
    List<String> documents = List.of("\"text\"", "1", "true", "null", "[]", "{}", "\"{}\"");
    data().run(work -> {
      for (int i = 0; i < documents.size(); i++) {
        work.repository(FORMS).add(new Form(i, documents.get(i)));
      }
    });

    for (int i = 0; i < documents.size(); i++) {
      assertThat(read(FORMS, i).content()).isEqualTo(documents.get(i));
    }
  }

  @Test
  @CatalogueEntry(value = "5.9", answer = CatalogueEntry.Answer.REFUSED)
  void entry_5_9_documentsInConditionsOrdersAndKeys_areRefused() {
    Mapping<Form, String> keyed = Mapping.of(Form.class, "form", CONTENT)
        .with(FORM_ID)
        .construct(row -> new Form(row.get(FORM_ID), row.get(CONTENT)));

    assertSenseless(() -> CONTENT.eq("{}"), "Cannot compare content for equality");
    assertSenseless(() -> CONTENT.contains("a"), "Cannot search in content");
    assertSenseless(CONTENT::asc, "Cannot sort by content");
    assertThat(thrown(InvalidModelException.class, () -> Model.of(keyed)))
        .hasMessageContaining("the id column content cannot be a document");
  }

  @Test
  @CatalogueEntry(value = "5.9", answer = CatalogueEntry.Answer.REFUSED)
  void entry_5_9_textThatIsNoJsonOrNamesAMemberTwice_isRefused() {
    for (String text : List.of("{", "{'a':1}", "{\"a\":1,\"a\":2}", "NaN", "\"\\u0000\"")) {
      refused(InvalidValueException.class, work -> work.repository(FORMS).add(new Form(1, text)));
    }
  }
}
