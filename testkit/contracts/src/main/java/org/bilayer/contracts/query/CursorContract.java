package org.bilayer.contracts.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bilayer.contracts.sample.Specimens.SPECIMENS;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bilayer.DataLayer;
import org.bilayer.LayerOptions;
import org.bilayer.Repository;
import org.bilayer.contracts.sample.Specimen;
import org.bilayer.contracts.sample.Specimens;
import org.bilayer.contracts.sample.TypeFacts;
import org.bilayer.model.Column;
import org.bilayer.query.Cursor;
import org.bilayer.query.Query;
import org.bilayer.query.Specification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every backend promises about cursors: each continues its own query, however that is written, and no other. */
public abstract class CursorContract extends SpecimenFixture {

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
