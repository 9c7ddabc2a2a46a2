package org.bilayer.contracts.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bilayer.contracts.sample.Specimens.SPECIMENS;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.bilayer.DataLayer;
import org.bilayer.LayerOptions;
import org.bilayer.ReadRepository;
import org.bilayer.Repository;
import org.bilayer.contracts.Contract;
import org.bilayer.contracts.sample.Population;
import org.bilayer.contracts.sample.Specimen;
import org.bilayer.contracts.sample.Specimens;
import org.bilayer.contracts.sample.TypeFacts;
import org.bilayer.model.Column;
import org.bilayer.model.Model;
import org.bilayer.query.AggregateFunction;
import org.bilayer.query.Cursor;
import org.bilayer.query.Page;
import org.bilayer.query.Projection;
import org.bilayer.query.Query;
import org.bilayer.query.Sort;
import org.bilayer.query.Specification;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every backend promises about order: values sort the same everywhere, absent ones go where the query says, the id
 * decides between equals, and pages put together are the sorted list, whatever happens to other rows in between.
 */
public abstract class SortAndPageContract extends Contract {

  private static final int SPECIMENS_DRAWN = 40;

  private static final Sort<Specimen> BY_NUMBER =
      Specimens.NUMBER.optional().desc().nullsFirst();

  private List<Specimen> stored = List.of();

  @Override
  protected final Model model() {
    return Specimens.MODEL;
  }

  @BeforeEach
  void storeSpecimens() {
    stored = Population.of(SPECIMENS_DRAWN, random());
    data().run(work -> work.repository(SPECIMENS).addAll(stored));
  }

  private static Query<Specimen> query(List<Criterion> criteria) {
    Query<Specimen> query = Query.all();
    for (Criterion criterion : criteria) {
      query = query.orderBy(criterion.order());
    }
    return query;
  }

  private static List<Integer> ids(List<Specimen> specimens) {
    return specimens.stream().map(Specimen::id).toList();
  }

  private List<Integer> sorted(Comparator<Specimen> order) {
    return stored.stream().sorted(order).map(Specimen::id).toList();
  }

  private List<Integer> found(Query<Specimen> query) {
    return data().execute(work -> ids(work.repository(SPECIMENS).find(query)));
  }

  // --- sorting ---

  static Stream<TypeFacts<?>> sortable() {
    return TypeFacts.ALL.stream().filter(TypeFacts::hasOrder);
  }

  @ParameterizedTest
  @MethodSource("sortable")
  <V> void find_sortedByAttribute_followsTheOrderOfTheTypeThenTheId(TypeFacts<V> type) {
    for (Column<Specimen, V> column :
        List.of(type.pair().required(), type.pair().optional())) {
      for (Criterion criterion : Criterion.all(type, column)) {
        assertThat(found(query(List.of(criterion))))
            .as("ids by %s", criterion)
            .isEqualTo(sorted(Criterion.meaning(List.of(criterion))));
      }
    }
  }

  @Test
  void find_sortedBySeveralAttributes_followsThemInTurn() {
    for (int i = 0; i < 30; i++) {
      List<Criterion> criteria = drawnCriteria();
      assertThat(found(query(criteria)))
          .as("ids by %s", criteria)
          .isEqualTo(sorted(Criterion.meaning(criteria)));
    }
  }

  private List<Criterion> drawnCriteria() {
    var criteria = new ArrayList<Criterion>();
    int count = 1 + random().nextInt(3);
    while (criteria.size() < count) {
      Criterion criterion = Criterion.drawn(random());
      if (criteria.stream()
          .noneMatch(c -> c.order().attribute().equals(criterion.order().attribute()))) {
        criteria.add(criterion);
      }
    }
    return criteria;
  }

  @Test
  void find_sortedByText_isSortedByCodePoint() {
    List<String> inOrder = List.of(
        "",
        " ",
        "1",
        "A",
        "A ",
        "Aa",
        "B",
        "_",
        "a",
        "a\u0301",
        "b",
        "\u00E1",
        "\u0131",
        "\uD7FF",
        "\uE000",
        "\uFFFD",
        TypeFacts.GRINNING);
    assertSorted(Specimens.CODE.required(), inOrder);
  }

  @Test
  void find_sortedByUuid_isSortedByUnsignedBytes() {
    assertSorted(
        Specimens.TOKEN.required(),
        List.of(
            new UUID(0, 0),
            new UUID(0, Long.MAX_VALUE),
            new UUID(0, -1),
            UUID.fromString("01234567-89ab-1def-8123-456789abcdef"),
            UUID.fromString("01234567-89ab-7def-8123-456789abcdef"),
            new UUID(Long.MAX_VALUE, 0),
            new UUID(Long.MIN_VALUE, 0),
            new UUID(-1, -1)));
  }

  @Test
  void find_sortedByBytes_isSortedByUnsignedBytes() {
    assertSorted(
        Specimens.BLOB.required(),
        List.of(
            TypeFacts.bytes(),
            TypeFacts.bytes(0),
            TypeFacts.bytes(0, 0),
            TypeFacts.bytes(0, 0xFF),
            TypeFacts.bytes(1),
            TypeFacts.bytes(0x7F, 0xFF),
            TypeFacts.bytes(0x80),
            TypeFacts.bytes(0xFF)));
  }

  private <V> void assertSorted(Column<Specimen, V> column, List<V> inOrder) {
    var specimens = new ArrayList<Specimen>();
    for (V value : inOrder) {
      specimens.add(Specimens.with(Specimens.plain(1_000 + specimens.size()), column, value));
    }
    var shuffled = new ArrayList<>(specimens);
    Collections.shuffle(shuffled, random());
    data().run(work -> work.repository(SPECIMENS).addAll(shuffled));
    Specification<Specimen> these = Specimens.ID.ge(1_000);

    assertThat(found(Query.where(these).orderBy(column.asc()))).isEqualTo(ids(specimens));

    Collections.reverse(specimens);
    assertThat(found(Query.where(these).orderBy(column.desc()))).isEqualTo(ids(specimens));
  }

  @Test
  void find_sortedTwiceByOneAttribute_followsTheFirst() {
    Column<Specimen, Long> big = Specimens.BIG.required();
    assertThat(found(Query.<Specimen>all().orderBy(big.asc(), big.desc())))
        .isEqualTo(found(Query.<Specimen>all().orderBy(big.asc())));
  }

  @Test
  void find_sortedById_isSortedByIdOnly() {
    assertThat(found(Query.<Specimen>all()
            .orderBy(Specimens.ID.desc(), Specimens.BIG.required().asc())))
        .isEqualTo(sorted(Comparator.comparing(Specimen::id).reversed()));
  }

  @Test
  void find_sortedDescendingInAUnitWithChanges_isSortedDescending() {
    int last = stored.stream().mapToInt(Specimen::id).max().orElseThrow();
    data().run(work -> {
      var repository = work.repository(SPECIMENS);
      repository.add(Specimens.plain(last + 1));

      List<Integer> ids = repository.find(Query.orderedBy(Specimens.ID.desc())).stream()
          .map(Specimen::id)
          .toList();

      assertThat(ids).hasSizeGreaterThan(1).startsWith(last + 1);
      assertThat(ids).isSortedAccordingTo(Comparator.reverseOrder());
    });
  }

  @Test
  void select_leastAndGreatestInAUnitWithChanges_areTheLeastAndTheGreatest() {
    int least = stored.stream().mapToInt(Specimen::id).min().orElseThrow();
    int last = stored.stream().mapToInt(Specimen::id).max().orElseThrow();
    AggregateFunction<Specimen, Integer> min = Specimens.ID.min();
    AggregateFunction<Specimen, Integer> max = Specimens.ID.max();
    data().run(work -> {
      var repository = work.repository(SPECIMENS);
      repository.add(Specimens.plain(last + 1));

      assertThat(repository.select(
              Specification.all(),
              Projection.of(tuple -> List.of(tuple.get(min), tuple.get(max)), min, max)))
          .containsExactly(List.of(least, last + 1));
    });
  }

  @Test
  void find_unsorted_findsTheSameSetAgain() {
    Set<Integer> expected = new HashSet<>(ids(stored));
    for (int i = 0; i < 5; i++) {
      assertThat(found(Query.all())).hasSize(SPECIMENS_DRAWN).hasSameElementsAs(expected);
    }
  }

  @Test
  void orderBy_nullableWithoutPlaceForNulls_isRefused() {
    assertThat(thrown(
            IllegalArgumentException.class,
            () -> Query.<Specimen>all().orderBy(Specimens.NUMBER.optional().asc())))
        .hasMessageContainingAll("maybe_number", "nullsFirst() or nullsLast()");
  }

  @Test
  void orderBy_enum_isRefused() {
    assertThat(thrown(
            IllegalArgumentException.class, () -> Specimens.MOOD.required().desc()))
        .hasMessageContainingAll("Cannot sort by mood", "has no order");
  }

  // --- limits ---

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 7, SPECIMENS_DRAWN, SPECIMENS_DRAWN + 1, Long.MAX_VALUE})
  void find_limitedAndSorted_findsTheFirst(long limit) {
    List<Integer> all = found(Query.<Specimen>all().orderBy(BY_NUMBER));
    assertThat(found(Query.<Specimen>all().orderBy(BY_NUMBER).limit(limit)))
        .isEqualTo(all.subList(0, (int) Math.min(limit, all.size())));
  }

  @Test
  void find_limitedAndUnsorted_findsSoMany() {
    assertThat(found(Query.<Specimen>all().limit(7)))
        .hasSize(7)
        .doesNotHaveDuplicates()
        .isSubsetOf(ids(stored));
    assertThat(found(Query.<Specimen>all().limit(0))).isEmpty();
  }

  @Test
  void limit_negative_isRefused() {
    assertThat(
            thrown(IllegalArgumentException.class, () -> Query.<Specimen>all().limit(-1)))
        .hasMessageContaining("must not be negative, it is -1");
  }

  // --- pages ---

  /** All pages from the first to the last, each read in a unit of work of its own. */
  private List<Page<Specimen>> pages(Query<Specimen> query, int size) {
    var pages = new ArrayList<Page<Specimen>>();
    Optional<Cursor> next = Optional.empty();
    do {
      Page<Specimen> page = page(query, size, next);
      pages.add(page);
      next = page.next();
    } while (next.isPresent());
    return pages;
  }

  private Page<Specimen> page(Query<Specimen> query, int size, Optional<Cursor> cursor) {
    return data().execute(work -> {
      Repository<Specimen, Integer> repository = work.repository(SPECIMENS);
      return cursor.isPresent()
          ? repository.page(query, size, cursor.get())
          : repository.page(query, size);
    });
  }

  private static List<Integer> idsOf(List<Page<Specimen>> pages) {
    return pages.stream()
        .flatMap(page -> page.items().stream())
        .map(Specimen::id)
        .toList();
  }

  private void assertPagesAre(List<Integer> expected, Query<Specimen> query, int size) {
    List<Page<Specimen>> pages = pages(query, size);
    assertThat(idsOf(pages)).isEqualTo(expected);
    assertThat(pages.get(0).previous()).isEmpty();
    for (Page<Specimen> page : pages.subList(0, pages.size() - 1)) {
      assertThat(page.items()).hasSize(size);
    }
    assertBackwards(pages, query, size);
  }

  /** From the last page back to the first, where the same pages must come, the first perhaps shorter. */
  private void assertBackwards(List<Page<Specimen>> pages, Query<Specimen> query, int size) {
    for (int i = pages.size() - 1; i > 0; i--) {
      Optional<Cursor> previous = pages.get(i).previous();
      assertThat(previous).as("cursor before page %s", i).isPresent();
      Page<Specimen> again = page(query, size, previous);
      assertThat(ids(again.items())).isEqualTo(ids(pages.get(i - 1).items()));
      assertThat(again.previous().isPresent()).isEqualTo(i > 1);
      assertThat(again.next()).as("cursor behind a page read backwards").isPresent();
      assertThat(ids(page(query, size, again.next()).items()))
          .isEqualTo(ids(pages.get(i).items()));
    }
  }

  @ParameterizedTest
  @ValueSource(
      ints = {1, 2, 3, 7, SPECIMENS_DRAWN - 1, SPECIMENS_DRAWN, SPECIMENS_DRAWN + 1, 10_000})
  void page_oneAfterTheOther_isTheSortedListForwardsAndBackwards(int size) {
    Query<Specimen> query = Query.<Specimen>all().orderBy(BY_NUMBER);
    assertPagesAre(found(query), query, size);
  }

  @Test
  void page_anyOrderAndSize_isTheSortedListForwardsAndBackwards() {
    for (int i = 0; i < 12; i++) {
      List<Criterion> criteria = drawnCriteria();
      int size = 3 + random().nextInt(12);
      assertPagesAre(sorted(Criterion.meaning(criteria)), query(criteria), size);
    }
  }

  @Test
  void page_withCondition_isTheSortedListOfThose() {
    Query<Specimen> query = Query.where(
            Specimens.NUMBER.optional().isNull().or(Specimens.BIG.required().gt(0L)))
        .orderBy(
            Specimens.BIG.optional().asc().nullsLast(),
            Specimens.CODE.required().desc());
    assertPagesAre(found(query), query, 4);
  }

  @Test
  void page_byIdAndThenByAnAbsentValue_isTheSortedListForwardsAndBackwards() {
    Query<Specimen> query = Query.<Specimen>all()
        .orderBy(Specimens.ID.asc(), Specimens.BIG.optional().desc().nullsLast());
    assertPagesAre(sorted(Comparator.comparing(Specimen::id)), query, 1);
  }

  @Test
  void page_withoutOrder_isSortedById() {
    assertPagesAre(sorted(Comparator.comparing(Specimen::id)), Query.all(), 6);
  }

  @Test
  void page_sizeThatDividesTheRows_hasNoEmptyPageAtTheEnd() {
    List<Page<Specimen>> pages = pages(Query.all(), SPECIMENS_DRAWN / 4);
    assertThat(pages).hasSize(4).allMatch(page -> page.items().size() == SPECIMENS_DRAWN / 4);
  }

  @Test
  void page_ofNothing_isEmptyWithoutCursors() {
    Page<Specimen> page = page(Query.where(Specification.none()), 5, Optional.empty());
    assertThat(page).isEqualTo(Page.of(List.of(), Optional.empty(), Optional.empty()));
  }

  @Test
  void page_rowsAddedAndRemovedMeanwhile_neitherRepeatsNorHidesOthers() {
    Query<Specimen> query = Query.<Specimen>all().orderBy(BY_NUMBER);
    List<Integer> before = found(query);
    var seen = new ArrayList<Integer>();
    Page<Specimen> page = page(query, 5, Optional.empty());
    int added = 1_000;
    Set<Integer> removed = new HashSet<>();
    while (true) {
      List<Integer> items = ids(page.items());
      seen.addAll(items);
      if (page.next().isEmpty()) {
        break;
      }
      // The last one of the page is where its cursor stands.
      int gone = items.get(items.size() - 1);
      removed.add(gone);
      int fresh = added++;
      data().run(work -> {
        Repository<Specimen, Integer> repository = work.repository(SPECIMENS);
        repository.remove(repository.get(gone));
        repository.add(Population.specimen(fresh, random()));
      });
      page = page(query, 5, page.next());
    }
    assertThat(seen).doesNotHaveDuplicates();
    assertThat(seen.stream().filter(id -> id < 1_000).toList())
        .as(
            "the rows that were there from the beginning; removed after they were seen: %s",
            removed)
        .isEqualTo(before);
  }

  @Test
  void page_behindRowsThatAllWentAway_isEmpty() {
    Query<Specimen> query = Query.<Specimen>all().orderBy(BY_NUMBER);
    Optional<Cursor> next = page(query, 5, Optional.empty()).next();
    data().run(work -> {
      Repository<Specimen, Integer> repository = work.repository(SPECIMENS);
      repository.find(Query.all()).forEach(repository::remove);
    });
    assertThat(page(query, 5, next).items()).isEmpty();
  }

  // --- what a page says of its neighbours ---

  /** The ids of a page and whether it has neighbours, read in a unit and by a reader, which must agree. */
  private Page<Specimen> checked(
      Query<Specimen> query,
      int size,
      Optional<Cursor> at,
      boolean hasNext,
      boolean hasPrevious,
      Integer... ids) {
    Page<Specimen> page = page(query, size, at);
    assertThat(ids(page.items())).containsExactly(ids);
    assertThat(page.next().isPresent()).as("next of %s", List.of(ids)).isEqualTo(hasNext);
    assertThat(page.previous().isPresent())
        .as("previous of %s", List.of(ids))
        .isEqualTo(hasPrevious);
    ReadRepository<Specimen, Integer> reader = data().read(SPECIMENS);
    Page<Specimen> read =
        at.isEmpty() ? reader.page(query, size) : reader.page(query, size, at.get());
    assertThat(ids(read.items())).isEqualTo(ids(page.items()));
    assertThat(read.next()).isEqualTo(page.next());
    assertThat(read.previous()).isEqualTo(page.previous());
    return page;
  }

  private void remove(Integer... ids) {
    data()
        .run(work ->
            work.repository(SPECIMENS).where(Specimens.ID.in(List.of(ids))).remove());
  }

  private static final Query<Specimen> BY_ID_DESCENDING =
      Query.<Specimen>all().orderBy(Specimens.ID.desc());

  private void storeSix() {
    data().run(work -> {
      Repository<Specimen, Integer> repository = work.repository(SPECIMENS);
      repository.where(Specification.all()).remove();
      for (int id = 1; id <= 6; id++) {
        repository.add(Specimens.plain(id));
      }
    });
  }

  @Test
  void page_rowsOfNeighboursRemoved_saysSo() {
    storeSix();
    Query<Specimen> query = Query.all();
    Optional<Cursor> second =
        checked(query, 2, Optional.empty(), true, false, 1, 2).next();
    Page<Specimen> middle = checked(query, 2, second, true, true, 3, 4);
    Optional<Cursor> first = middle.previous();
    checked(query, 2, first, true, false, 1, 2);
    remove(2);
    checked(query, 2, second, true, true, 3, 4);
    checked(query, 2, first, true, false, 1);
    remove(1);
    checked(query, 2, second, true, false, 3, 4);
    Page<Specimen> empty = checked(query, 2, first, true, false);
    checked(query, 2, empty.next(), true, false, 3, 4);
    remove(3);
    checked(query, 2, first, true, false);
    checked(query, 2, empty.next(), true, false, 4, 5);
    remove(5, 6);
    Page<Specimen> last = checked(query, 2, second, false, false, 4);
    assertThat(last.next()).isEmpty();
    remove(4);
    checked(query, 2, second, false, false);
    checked(query, 2, first, false, false);
  }

  @Test
  void page_emptyBehindRows_leadsBackToThemInEitherOrder() {
    storeSix();
    Query<Specimen> query = Query.all();
    Optional<Cursor> third =
        checked(query, 4, Optional.empty(), true, false, 1, 2, 3, 4).next();
    remove(5, 6);
    Page<Specimen> empty = checked(query, 4, third, false, true);
    checked(query, 3, empty.previous(), false, true, 2, 3, 4);
    remove(4);
    checked(query, 3, empty.previous(), false, false, 1, 2, 3);
    checked(query, 2, empty.previous(), false, true, 2, 3);

    storeSix();
    Optional<Cursor> descending =
        checked(BY_ID_DESCENDING, 4, Optional.empty(), true, false, 6, 5, 4, 3).next();
    remove(1, 2);
    Page<Specimen> end = checked(BY_ID_DESCENDING, 4, descending, false, true);
    checked(BY_ID_DESCENDING, 2, end.previous(), false, true, 4, 3);
  }

  @Test
  void page_rowAddedBeforeOrBehindAnEmptyPage_isFound() {
    storeSix();
    Query<Specimen> query = Query.all();
    Optional<Cursor> second =
        checked(query, 2, Optional.empty(), true, false, 1, 2).next();
    Optional<Cursor> before = checked(query, 2, second, true, true, 3, 4).previous();
    remove(1, 2, 3, 4, 5, 6);
    checked(query, 2, before, false, false);
    data().run(work -> work.repository(SPECIMENS).add(Specimens.plain(9)));
    Page<Specimen> empty = checked(query, 2, before, true, false);
    checked(query, 2, empty.next(), false, false, 9);
    data().run(work -> work.repository(SPECIMENS).add(Specimens.plain(0)));
    checked(query, 2, empty.next(), false, true, 9);
    checked(query, 2, second, false, true, 9);
  }

  @Test
  void page_inOneUnit_containsPendingChangesAndTheUnitsObjects() {
    data().run(work -> {
      Repository<Specimen, Integer> repository = work.repository(SPECIMENS);
      Specimen mine = Specimens.plain(-1);
      repository.add(mine);
      Specimen gone = repository.get(0);
      repository.remove(gone);
      Page<Specimen> page = repository.page(Query.all(), 2);
      assertThat(ids(page.items())).containsExactly(-1, 1);
      assertThat(page.items().get(0)).isSameAs(mine);
      assertThat(page.items().get(1)).isSameAs(repository.get(1));
    });
  }

  // --- the same query, built from sets whose order differs from process to process ---

  static Stream<TypeFacts<?>> withEquality() {
    return TypeFacts.ALL.stream().filter(TypeFacts::hasEquality);
  }

  @ParameterizedTest
  @MethodSource("withEquality")
  <V> void page_valuesInAnotherOrder_cursorContinues(TypeFacts<V> type) {
    Column<Specimen, V> column = type.pair().required();
    var reversed = new ArrayList<>(type.values());
    Collections.reverse(reversed);
    Query<Specimen> query = Query.where(column.in(type.values())).orderBy(BY_NUMBER);
    Query<Specimen> again = Query.where(column.in(reversed)).orderBy(BY_NUMBER);

    Optional<Cursor> next = page(query, 1, Optional.empty()).next();
    if (next.isPresent()) {
      assertThat(ids(page(again, 50, next).items()))
          .isEqualTo(ids(page(query, 50, next).items()));
    }
    Query<Specimen> none = Query.where(column.notIn(type.values())).orderBy(BY_NUMBER);
    Query<Specimen> noneAgain = Query.where(column.notIn(reversed)).orderBy(BY_NUMBER);
    Optional<Cursor> nextOfNone = page(none, 1, Optional.empty()).next();
    if (nextOfNone.isPresent()) {
      assertThat(ids(page(noneAgain, 50, nextOfNone).items()))
          .isEqualTo(ids(page(none, 50, nextOfNone).items()));
    }
    assertThat(next.isPresent() || nextOfNone.isPresent())
        .as("something was compared")
        .isTrue();
  }

  @Test
  void page_partsInAnotherOrder_cursorContinues() {
    Specification<Specimen> one = Specimens.NUMBER.required().ge(Integer.MIN_VALUE);
    Specification<Specimen> two = Specimens.CODE.required().startsWith("");
    Specification<Specimen> three =
        Specimens.BIG.optional().isNull().or(Specimens.BIG.optional().isNotNull());
    Cursor cursor =
        someCursor(Query.where(Specification.allOf(List.of(one, two, three))).orderBy(BY_NUMBER));

    assertThat(page(
                Query.where(Specification.allOf(List.of(three, two, one))).orderBy(BY_NUMBER),
                5,
                Optional.of(cursor))
            .items())
        .hasSize(5);
    assertRefused(
        Query.where(Specification.anyOf(List.of(one, two, three))).orderBy(BY_NUMBER), cursor);
  }

  // --- cursors that are refused ---

  private Cursor someCursor(Query<Specimen> query) {
    return page(query, 5, Optional.empty()).next().orElseThrow();
  }

  private void assertRefused(Query<Specimen> query, Cursor cursor) {
    data().run(work -> {
      Repository<Specimen, Integer> repository = work.repository(SPECIMENS);
      assertThat(thrown(IllegalArgumentException.class, () -> repository.page(query, 5, cursor)))
          .hasMessageContaining("The cursor does not belong to this query, or was changed");
      assertThat(repository.count(Specification.all()))
          .as("the unit of work goes on")
          .isEqualTo(SPECIMENS_DRAWN);
    });
  }

  @Test
  void page_cursorOfAnotherQuery_isRefused() {
    Column<Specimen, Integer> number = Specimens.NUMBER.optional();
    Query<Specimen> query = Query.where(number.isNotNull()).orderBy(BY_NUMBER);
    Cursor cursor = someCursor(query);
    List<Query<Specimen>> others = List.of(
        Query.where(number.isNotNull()),
        Query.<Specimen>all().orderBy(BY_NUMBER),
        Query.where(number.ge(Integer.MIN_VALUE)).orderBy(BY_NUMBER),
        Query.where(number.isNotNull()).orderBy(number.desc().nullsLast()),
        Query.where(number.isNotNull()).orderBy(number.asc().nullsFirst()),
        Query.where(number.isNotNull())
            .orderBy(BY_NUMBER, Specimens.BIG.required().asc()));
    for (Query<Specimen> other : others) {
      assertRefused(other, cursor);
    }
    assertThat(page(query, 5, Optional.of(cursor)).items()).isNotEmpty();
  }

  @Test
  void page_changedCursor_isRefused() {
    Query<Specimen> query = Query.<Specimen>all().orderBy(BY_NUMBER);
    String token = someCursor(query).token();
    for (int i = 0; i < token.length(); i++) {
      char other = token.charAt(i) == 'A' ? 'Q' : 'A';
      assertRefused(query, new Cursor(token.substring(0, i) + other + token.substring(i + 1)));
    }
    for (String garbage :
        List.of("", "A", "!!!", "\u00E9", token + "A", token.substring(4), token + token)) {
      assertRefused(query, new Cursor(garbage));
    }
  }

  @Test
  void page_cursorSignedWithAnotherSecret_isRefused() {
    DataLayer other = open(LayerOptions.defaults().cursorSecret("another"));
    other.run(work -> work.repository(SPECIMENS).addAll(stored));
    Cursor signed = other.execute(
        work -> work.repository(SPECIMENS).page(Query.all(), 5).next().orElseThrow());
    assertRefused(Query.all(), signed);
  }

  @Test
  void page_cursorSignedWithTheSameSecretAsBytes_isAccepted() {
    DataLayer signing = open(LayerOptions.defaults().cursorSecret("\u00E9clair"));
    DataLayer reading =
        open(LayerOptions.defaults().cursorSecret("\u00E9clair".getBytes(StandardCharsets.UTF_8)));
    DataLayer unsigned =
        open(LayerOptions.defaults().cursorSecret("another").withoutCursorSecret());
    for (DataLayer layer : List.of(signing, reading, unsigned)) {
      layer.run(work -> work.repository(SPECIMENS).addAll(stored));
    }
    Cursor signed = signing.read(SPECIMENS).page(Query.all(), 5).next().orElseThrow();
    assertThat(reading.read(SPECIMENS).page(Query.all(), 5, signed).items()).hasSize(5);
    Cursor plain = unsigned.read(SPECIMENS).page(Query.all(), 5).next().orElseThrow();
    assertThat(data().read(SPECIMENS).page(Query.all(), 5, plain).items()).hasSize(5);
  }

  @Test
  void page_queryWithLimit_isRefused() {
    data()
        .run(work -> assertThat(thrown(
                IllegalArgumentException.class,
                () -> work.repository(SPECIMENS).page(Query.<Specimen>all().limit(10), 5)))
            .hasMessageContaining("no limit of its own"));
  }

  @Test
  void page_sizeBelowOne_isRefused() {
    data()
        .run(work -> assertThat(thrown(
                IllegalArgumentException.class,
                () -> work.repository(SPECIMENS).page(Query.all(), 0)))
            .hasMessageContaining("at least 1 item, not 0"));
  }
}
