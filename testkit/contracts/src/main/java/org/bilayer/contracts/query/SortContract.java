package org.bilayer.contracts.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bilayer.contracts.sample.Specimens.SPECIMENS;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.bilayer.contracts.CatalogueEntry;
import org.bilayer.contracts.sample.Specimen;
import org.bilayer.contracts.sample.Specimens;
import org.bilayer.contracts.sample.TypeFacts;
import org.bilayer.model.Column;
import org.bilayer.query.AggregateFunction;
import org.bilayer.query.Projection;
import org.bilayer.query.Query;
import org.bilayer.query.Specification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every backend promises about order: values sort the same everywhere, absent values go where the query says, and the id
 * decides between equals.
 */
public abstract class SortContract extends SpecimenFixture {

  // --- sorting ---

  @ParameterizedTest
  @MethodSource("sortable")
  @CatalogueEntry("2.1")
  @CatalogueEntry("5.5")
  @CatalogueEntry("9.2")
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

  @Test
  @CatalogueEntry("4.3")
  @CatalogueEntry("4.4")
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
  @CatalogueEntry("5.8")
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
  @CatalogueEntry("5.7")
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
  @CatalogueEntry("9.1")
  void find_unsorted_findsTheSameSetAgain() {
    Set<Integer> expected = new HashSet<>(ids(stored));
    for (int i = 0; i < 5; i++) {
      assertThat(found(Query.all())).hasSize(SPECIMENS_DRAWN).hasSameElementsAs(expected);
    }
  }

  @Test
  @CatalogueEntry(value = "2.1", answer = CatalogueEntry.Answer.REFUSED)
  void orderBy_nullableWithoutPlaceForNulls_isRefused() {
    assertThat(thrown(
            IllegalArgumentException.class,
            () -> Query.<Specimen>all().orderBy(Specimens.NUMBER.optional().asc())))
        .hasMessageContainingAll("maybe_number", "nullsFirst() or nullsLast()");
  }

  @Test
  @CatalogueEntry(value = "5.6", answer = CatalogueEntry.Answer.REFUSED)
  void orderBy_enum_isRefused() {
    assertThat(thrown(
            IllegalArgumentException.class,
            () -> Query.orderedBy(Specimens.MOOD.required().desc())))
        .hasMessageContainingAll("Cannot sort by mood", "has no order");
  }

  // --- limits ---

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 7, SPECIMENS_DRAWN, SPECIMENS_DRAWN + 1, Long.MAX_VALUE})
  @CatalogueEntry("9.2")
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
}
