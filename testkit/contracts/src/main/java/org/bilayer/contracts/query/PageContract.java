package org.bilayer.contracts.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bilayer.contracts.sample.Specimens.SPECIMENS;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bilayer.ReadRepository;
import org.bilayer.Repository;
import org.bilayer.contracts.CatalogueEntry;
import org.bilayer.contracts.sample.Population;
import org.bilayer.contracts.sample.Specimen;
import org.bilayer.contracts.sample.Specimens;
import org.bilayer.contracts.sample.TypeFacts;
import org.bilayer.model.Column;
import org.bilayer.query.Cursor;
import org.bilayer.query.Page;
import org.bilayer.query.Query;
import org.bilayer.query.Specification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every backend promises about pages: put together they are the sorted list, forwards and backwards, whatever happens to
 * other rows in between.
 */
public abstract class PageContract extends SpecimenFixture {

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
  @CatalogueEntry("9.2")
  void page_oneAfterTheOther_isTheSortedListForwardsAndBackwards(int size) {
    Query<Specimen> query = Query.<Specimen>all().orderBy(BY_NUMBER);
    assertPagesAre(found(query), query, size);
  }

  @Test
  @CatalogueEntry("2.1")
  void page_anyOrderAndSize_isTheSortedListForwardsAndBackwards() {
    for (int i = 0; i < 12; i++) {
      List<Criterion> criteria = drawnCriteria();
      int size = 3 + random().nextInt(12);
      assertPagesAre(sorted(Criterion.meaning(criteria)), query(criteria), size);
    }
  }

  @ParameterizedTest
  @MethodSource("sortable")
  @CatalogueEntry("2.1")
  @CatalogueEntry("4.3")
  @CatalogueEntry("4.4")
  @CatalogueEntry("5.8")
  <V> void page_sortedByEdgeValues_isTheSortedListForwardsAndBackwards(TypeFacts<V> type) {
    var all = new ArrayList<>(stored);
    for (V value : type.values()) {
      Specimen required =
          Specimens.with(Specimens.plain(1_000 + all.size()), type.pair().required(), value);
      all.add(Specimens.with(required, type.pair().optional(), value));
    }
    data().run(work -> work.repository(SPECIMENS).addAll(all.subList(stored.size(), all.size())));
    int size = all.size() / 3 + 1;

    for (Column<Specimen, V> column :
        List.of(type.pair().required(), type.pair().optional())) {
      for (Criterion criterion : Criterion.all(type, column)) {
        List<Integer> expected = all.stream()
            .sorted(Criterion.meaning(List.of(criterion)))
            .map(Specimen::id)
            .toList();
        assertPagesAre(expected, query(List.of(criterion)), size);
      }
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
  @CatalogueEntry("9.2")
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
}
