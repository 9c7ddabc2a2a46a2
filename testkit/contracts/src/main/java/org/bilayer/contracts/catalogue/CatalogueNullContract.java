package org.bilayer.contracts.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bilayer.Repository;
import org.bilayer.contracts.CatalogueEntry;
import org.bilayer.failure.CheckViolationException;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.query.AggregateFunction;
import org.bilayer.query.Cursor;
import org.bilayer.query.Page;
import org.bilayer.query.Projection;
import org.bilayer.query.Query;
import org.bilayer.query.Sort;
import org.bilayer.query.Specification;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Chapter 2 of the catalogue: what is absent, in conditions, orders, aggregates and checks. */
public abstract class CatalogueNullContract extends CatalogueContract {

  private record Item(
      int id,
      @Nullable Integer number,
      @Nullable Integer other,
      @Nullable String word) {

    static Item numbered(int id, @Nullable Integer number) {
      return new Item(id, number, null, null);
    }

    static Item worded(int id, @Nullable String word) {
      return new Item(id, null, null, word);
    }
  }

  private static final Column<Item, Integer> ID = Column.of("id", Codec.int32(), Item::id);
  private static final Column<Item, Integer> NUMBER =
      Column.nullable("number", Codec.int32(), Item::number);
  private static final Column<Item, Integer> OTHER =
      Column.nullable("other", Codec.int32(), Item::other);
  private static final Column<Item, String> WORD =
      Column.nullable("word", Codec.text(10), Item::word);

  private static final Mapping<Item, Integer> ITEMS = Mapping.of(Item.class, "item", ID)
      .with(NUMBER, OTHER, WORD)
      .check("item_number_check", NUMBER.ge(0))
      .check("item_other_check", NUMBER.le(OTHER))
      .construct(row ->
          new Item(row.get(ID), row.getOrNull(NUMBER), row.getOrNull(OTHER), row.getOrNull(WORD)));

  private static final Model MODEL = Model.of(ITEMS);

  @Override
  protected final Model model() {
    return MODEL;
  }

  private List<Integer> ids(Specification<Item> where) {
    return ids(Query.where(where).orderBy(ID.asc()));
  }

  private List<Integer> ids(Query<Item> query) {
    return data()
        .execute(
            work -> work.repository(ITEMS).find(query).stream().map(Item::id).toList());
  }

  // --- 2.1 place in an order ---

  private void storeNumbers() {
    stored(
        ITEMS,
        Item.numbered(1, 3),
        Item.numbered(2, null),
        Item.numbered(3, 1),
        Item.numbered(4, null),
        Item.numbered(5, 2));
  }

  @Test
  @CatalogueEntry("2.1")
  void entry_2_1_absentValuesInAnOrder_standWhereItSays() {
    storeNumbers();

    assertThat(ids(Query.orderedBy(NUMBER.asc().nullsFirst()))).containsExactly(2, 4, 3, 5, 1);
    assertThat(ids(Query.orderedBy(NUMBER.asc().nullsLast()))).containsExactly(3, 5, 1, 2, 4);
    assertThat(ids(Query.orderedBy(NUMBER.desc().nullsFirst()))).containsExactly(2, 4, 1, 5, 3);
    assertThat(ids(Query.orderedBy(NUMBER.desc().nullsLast()))).containsExactly(1, 5, 3, 2, 4);
  }

  @Test
  @CatalogueEntry("2.1")
  void entry_2_1_absentValuesInPages_standWhereTheOrderSays() {
    storeNumbers();

    assertThat(pages(NUMBER.asc().nullsFirst())).containsExactly(2, 4, 3, 5, 1);
    assertThat(pages(NUMBER.asc().nullsLast())).containsExactly(3, 5, 1, 2, 4);
    assertThat(pages(NUMBER.desc().nullsFirst())).containsExactly(2, 4, 1, 5, 3);
    assertThat(pages(NUMBER.desc().nullsLast())).containsExactly(1, 5, 3, 2, 4);
  }

  /** The ids of all pages of one item, forwards; and backwards they are the same. */
  private List<Integer> pages(Sort<Item> order) {
    return data().execute(work -> {
      Repository<Item, Integer> items = work.repository(ITEMS);
      Query<Item> query = Query.orderedBy(order);
      var forwards = new ArrayList<Integer>();
      Page<Item> page = items.page(query, 1);
      forwards.add(page.items().get(0).id());
      for (Optional<Cursor> next = page.next(); next.isPresent(); next = page.next()) {
        page = items.page(query, 1, next.get());
        forwards.add(page.items().get(0).id());
      }
      var backwards = new ArrayList<Integer>();
      backwards.add(page.items().get(0).id());
      for (Optional<Cursor> back = page.previous(); back.isPresent(); back = page.previous()) {
        page = items.page(query, 1, back.get());
        backwards.add(0, page.items().get(0).id());
      }
      assertThat(backwards).as("pages read backwards by %s", order).isEqualTo(forwards);
      return forwards;
    });
  }

  @Test
  @CatalogueEntry(value = "2.1", answer = CatalogueEntry.Answer.REFUSED)
  void entry_2_1_orderThatDoesNotSayWhereAbsentValuesGo_isRefused() {
    assertSenseless(
        () -> Query.orderedBy(NUMBER.asc()),
        "The order by number must say where absent values go: databases differ. Add nullsFirst() or nullsLast().");
  }

  // --- 2.2 comparisons ---

  @Test
  @CatalogueEntry("2.2")
  void entry_2_2_comparisonWithAnAbsentValue_isNeverSatisfiedNorItsOpposite() {
    stored(ITEMS, Item.numbered(1, 1), Item.numbered(2, 2), Item.numbered(3, null));

    assertThat(ids(NUMBER.ne(2))).containsExactly(1);
    assertThat(ids(NUMBER.eq(2).not())).containsExactly(1);
    assertThat(ids(NUMBER.ne(2).not())).containsExactly(2);
    assertThat(ids(NUMBER.lt(9).or(NUMBER.ge(9)))).containsExactly(1, 2);
    assertThat(ids(NUMBER.ne(2).or(ID.eq(3)))).containsExactly(1, 3);
    assertThat(ids(NUMBER.eq(1).and(ID.gt(0)).not())).containsExactly(2);
    assertThat(ids(NUMBER.isNull())).containsExactly(3);
    assertThat(ids(NUMBER.isNull().not())).containsExactly(1, 2);
  }

  @Test
  @CatalogueEntry("2.2")
  void entry_2_2_comparisonOfTwoAttributes_isUnknownIfEitherIsAbsent() {
    stored(
        ITEMS,
        new Item(1, 1, 1, null),
        new Item(2, 1, 2, null),
        new Item(3, null, 1, null),
        new Item(4, null, null, null));

    assertThat(ids(NUMBER.eq(OTHER))).containsExactly(1);
    assertThat(ids(NUMBER.ne(OTHER))).containsExactly(2);
    assertThat(ids(NUMBER.eq(OTHER).not())).containsExactly(2);
  }

  @Test
  @CatalogueEntry("2.2")
  void entry_2_2_textSearchInAnAbsentValue_isUnknown() {
    stored(ITEMS, Item.worded(1, "tea"), Item.worded(2, ""), Item.worded(3, null));

    assertThat(ids(WORD.startsWith(""))).containsExactly(1, 2);
    assertThat(ids(WORD.contains("e").not())).containsExactly(2);
  }

  @Test
  @CatalogueEntry(value = "2.2", answer = CatalogueEntry.Answer.REFUSED)
  @SuppressWarnings("NullAway") // null where there must be none
  void entry_2_2_comparisonWithNull_isRefusedWithTheWayOut() {
    Integer nothing = null;

    assertSenseless(
        () -> NUMBER.eq(nothing), "Cannot compare number with null", "isNull() or isNotNull()");
    assertSenseless(() -> NUMBER.ne(nothing), "Cannot compare number with null");
    assertSenseless(() -> NUMBER.lt(nothing), "Cannot compare number with null");
  }

  // --- 2.3 NOT IN ---

  @Test
  @CatalogueEntry("2.3")
  void entry_2_3_notInWithNullInTheColumn_isUnknown() {
    stored(ITEMS, Item.numbered(1, 1), Item.numbered(2, 2), Item.numbered(3, null));

    assertThat(ids(NUMBER.notIn(List.of(2, 7)))).containsExactly(1);
    assertThat(ids(NUMBER.in(List.of(2, 7)).not())).containsExactly(1);
    assertThat(ids(NUMBER.notIn(List.of(2, 7)).or(NUMBER.isNull()))).containsExactly(1, 3);
    assertThat(ids(NUMBER.notIn(List.of(2, 7)).not())).containsExactly(2);
  }

  @Test
  @CatalogueEntry(value = "2.3", answer = CatalogueEntry.Answer.REFUSED)
  void entry_2_3_nullInTheList_isRefused() {
    List<Integer> withNull = Arrays.asList(1, null);

    assertSenseless(
        () -> NUMBER.in(withNull),
        "A list of values must not hold null [column=number]. Add .or(number.isNull()).");
    assertSenseless(() -> NUMBER.notIn(withNull), "A list of values must not hold null");
  }

  // --- 2.4 the empty list ---

  @Test
  @CatalogueEntry("2.4")
  void entry_2_4_emptyList_holdsNothingAndExcludesNothing() {
    stored(ITEMS, Item.numbered(1, 1), Item.numbered(2, null));

    assertThat(ids(NUMBER.in(List.of()))).isEmpty();
    assertThat(ids(NUMBER.notIn(List.of()))).containsExactly(1, 2);
    assertThat(ids(NUMBER.in(List.of()).not())).containsExactly(1, 2);
    assertThat(ids(NUMBER.in(List.of()).or(ID.eq(2)))).containsExactly(2);
    assertThat(ids(NUMBER.notIn(List.of()).and(ID.eq(2)))).containsExactly(2);
    data().run(work -> {
      Repository<Item, Integer> items = work.repository(ITEMS);
      assertThat(items.count(NUMBER.in(List.of()))).isZero();
      assertThat(items.exists(NUMBER.in(List.of()))).isFalse();
      assertThat(items.findAllById(List.of())).isEmpty();
      assertThat(items.where(NUMBER.in(List.of())).remove()).isZero();
    });
  }

  // --- 2.5 aggregates ---

  private record Totals(
      long rows,
      long values,
      long different,
      Optional<BigDecimal> sum,
      Optional<Integer> least,
      Optional<Integer> greatest,
      Optional<BigDecimal> average) {}

  private static final AggregateFunction<Item, Long> ROWS = AggregateFunction.count();
  private static final AggregateFunction<Item, Long> VALUES = NUMBER.count();
  private static final AggregateFunction<Item, Long> DIFFERENT = NUMBER.countDistinct();
  private static final AggregateFunction<Item, BigDecimal> SUM = NUMBER.sum();
  private static final AggregateFunction<Item, Integer> LEAST = NUMBER.min();
  private static final AggregateFunction<Item, Integer> GREATEST = NUMBER.max();
  private static final AggregateFunction<Item, BigDecimal> AVERAGE = NUMBER.average();

  private static final Projection<Item, Totals> TOTALS = Projection.of(
      tuple -> new Totals(
          tuple.get(ROWS),
          tuple.get(VALUES),
          tuple.get(DIFFERENT),
          tuple.find(SUM),
          tuple.find(LEAST),
          tuple.find(GREATEST),
          tuple.find(AVERAGE)),
      ROWS,
      VALUES,
      DIFFERENT,
      SUM,
      LEAST,
      GREATEST,
      AVERAGE);

  private Totals totals(Specification<Item> where) {
    List<Totals> totals = data().execute(work -> work.repository(ITEMS).select(where, TOTALS));
    assertThat(totals).hasSize(1);
    return totals.get(0);
  }

  private static Totals none(long rows) {
    return new Totals(
        rows, 0, 0, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  @Test
  @CatalogueEntry("2.5")
  void entry_2_5_aggregatesOverNothing_areAbsentAndCountsZero() {
    stored(ITEMS, Item.numbered(1, null), Item.numbered(2, null));

    assertThat(totals(Specification.none())).as("no rows").isEqualTo(none(0));
    assertThat(totals(Specification.all())).as("no values").isEqualTo(none(2));
  }

  @Test
  @CatalogueEntry("2.5")
  void entry_2_5_aggregates_leaveOutAbsentValues() {
    stored(
        ITEMS,
        Item.numbered(1, 2),
        Item.numbered(2, null),
        Item.numbered(3, 2),
        Item.numbered(4, 3));

    assertThat(totals(Specification.all()))
        .isEqualTo(new Totals(
            4,
            3,
            2,
            Optional.of(new BigDecimal("7")),
            Optional.of(2),
            Optional.of(3),
            Optional.of(new BigDecimal("2.333333"))));
  }

  @Test
  @CatalogueEntry("2.5")
  void entry_2_5_groupingByAnAbsentValue_makesOneGroup() {
    stored(
        ITEMS, Item.worded(1, "a"), Item.worded(2, null), Item.worded(3, null), Item.worded(4, ""));
    Projection<Item, String> groups = Projection.of(
        tuple ->
            tuple.find(WORD).map(word -> "<" + word + ">").orElse("none") + " " + tuple.get(ROWS),
        WORD,
        ROWS);

    assertThat(data()
            .<List<String>>execute(
                work -> work.repository(ITEMS).select(Specification.all(), groups)))
        .containsExactlyInAnyOrder("<a> 1", "none 2", "<> 1");
  }

  @Test
  @CatalogueEntry("2.5")
  void entry_2_5_countOfDifferentTexts_foldsNeitherCaseNorBlanks() {
    stored(
        ITEMS,
        Item.worded(1, "x"),
        Item.worded(2, "X"),
        Item.worded(3, "x "),
        Item.worded(4, "x"),
        Item.worded(5, null));
    AggregateFunction<Item, Long> words = WORD.countDistinct();
    Projection<Item, Long> different = Projection.of(tuple -> tuple.get(words), words);

    assertThat(data()
            .<List<Long>>execute(
                work -> work.repository(ITEMS).select(Specification.all(), different)))
        .containsExactly(3L);
  }

  // --- 2.6 checks ---

  @Test
  @CatalogueEntry("2.6")
  void entry_2_6_checkOfAnAbsentValue_passes() {
    stored(ITEMS, Item.numbered(1, null), new Item(2, 5, null, null), new Item(3, null, 5, null));

    assertThat(all(ITEMS)).hasSize(3);
    data().run(work -> {
      Repository<Item, Integer> items = work.repository(ITEMS);
      items.get(2);
      items.update(Item.numbered(2, null));
      assertThat(items.where(ID.eq(3)).setNull(OTHER).update()).isEqualTo(1);
    });
  }

  @Test
  @CatalogueEntry("2.6")
  void entry_2_6_checkThatIsFalse_isReportedByItsName() {
    CheckViolationException number = refused(
        CheckViolationException.class, work -> work.repository(ITEMS).add(Item.numbered(1, -1)));
    CheckViolationException other = refused(
        CheckViolationException.class, work -> work.repository(ITEMS).add(new Item(1, 2, 1, null)));

    assertThat(number.constraint()).isEqualTo("item_number_check");
    assertThat(other.constraint()).isEqualTo("item_other_check");
    assertThat(other.table()).isEqualTo("item");
  }

  // --- 2.7 the empty text ---

  @Test
  @CatalogueEntry("2.7")
  void entry_2_7_emptyText_isAValueAndNotAbsent() {
    stored(ITEMS, Item.worded(1, ""), Item.worded(2, null), Item.worded(3, " "));

    assertThat(read(ITEMS, 1).word()).isEmpty();
    assertThat(read(ITEMS, 2).word()).isNull();
    assertThat(ids(WORD.eq(""))).containsExactly(1);
    assertThat(ids(WORD.isNull())).containsExactly(2);
    assertThat(ids(WORD.ne(""))).containsExactly(3);
  }
}
