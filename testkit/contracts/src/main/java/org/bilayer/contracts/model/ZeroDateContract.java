package org.bilayer.contracts.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bilayer.contracts.sample.Voyage.ARRIVED;
import static org.bilayer.contracts.sample.Voyage.BOOKED;
import static org.bilayer.contracts.sample.Voyage.DUE;
import static org.bilayer.contracts.sample.Voyage.FIRST;
import static org.bilayer.contracts.sample.Voyage.ID;
import static org.bilayer.contracts.sample.Voyage.LEFT;
import static org.bilayer.contracts.sample.Voyage.PAID;
import static org.bilayer.contracts.sample.Voyage.VOYAGES;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bilayer.contracts.Contract;
import org.bilayer.contracts.sample.Voyage;
import org.bilayer.failure.CheckViolationException;
import org.bilayer.model.Column;
import org.bilayer.model.Model;
import org.bilayer.query.AggregateFunction;
import org.bilayer.query.Projection;
import org.bilayer.query.Query;
import org.bilayer.query.Sort;
import org.bilayer.query.Specification;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What every backend promises about dates with a rule for the zero date: {@link org.bilayer.model.Codec#zeroDateAsAbsent} and
 * {@link org.bilayer.model.Codec#zeroDateAsFirst}. Nothing shows how MariaDB stores them.
 */
public abstract class ZeroDateContract extends Contract {

  private static final LocalDate SPRING = LocalDate.of(2020, 3, 20);
  private static final LocalDate AUTUMN = LocalDate.of(2020, 9, 22);

  private static final Voyage NONE = voyage(1, FIRST, null);
  private static final Voyage EARLY = voyage(2, SPRING, SPRING);
  private static final Voyage LATE = voyage(3, AUTUMN, AUTUMN);

  @Override
  protected final Model model() {
    return Voyage.MODEL;
  }

  private static Voyage voyage(int id, LocalDate booked, @Nullable LocalDate due) {
    LocalDateTime arrived = due == null ? null : due.atTime(12, 30, 1, 123_456_000);
    return new Voyage(
        id,
        booked,
        due,
        booked.atStartOfDay(),
        arrived,
        due == null ? null : Instant.parse("2020-01-01T00:00:00Z").plusSeconds(id),
        Set.of());
  }

  private void store(Voyage... voyages) {
    data().run(work -> List.of(voyages).forEach(work.repository(VOYAGES)::add));
  }

  private List<Integer> found(Specification<Voyage> where) {
    return data()
        .execute(work -> work.repository(VOYAGES).find(Query.where(where).orderBy(ID.asc())))
        .stream()
        .map(Voyage::id)
        .toList();
  }

  @Test
  void find_firstAndAbsentDates_givesWhatWasStored() {
    store(NONE, EARLY);

    assertThat(read(VOYAGES, 1)).isEqualTo(NONE);
    assertThat(read(VOYAGES, 2)).isEqualTo(EARLY);
  }

  @Test
  void update_toAndFromTheFirstAndNoDate_isStored() {
    store(NONE, EARLY);

    data().run(work -> {
      work.repository(VOYAGES).get(1);
      work.repository(VOYAGES).get(2);
      work.repository(VOYAGES).update(voyage(1, SPRING, SPRING));
      work.repository(VOYAGES).update(voyage(2, FIRST, null));
    });

    assertThat(read(VOYAGES, 1)).isEqualTo(voyage(1, SPRING, SPRING));
    assertThat(read(VOYAGES, 2)).isEqualTo(voyage(2, FIRST, null));
  }

  @Test
  void condition_onAnAbsentDate_isUnknown() {
    store(NONE, EARLY, LATE);

    assertThat(found(DUE.isNull())).containsExactly(1);
    assertThat(found(DUE.isNotNull())).containsExactly(2, 3);
    assertThat(found(DUE.eq(SPRING))).containsExactly(2);
    assertThat(found(DUE.ne(SPRING))).containsExactly(3);
    assertThat(found(DUE.eq(SPRING).not())).containsExactly(3);
    assertThat(found(DUE.lt(AUTUMN))).containsExactly(2);
    assertThat(found(DUE.ge(AUTUMN).not())).containsExactly(2);
    assertThat(found(DUE.in(List.of(SPRING, AUTUMN)).not())).isEmpty();
    assertThat(found(DUE.in(List.of(SPRING)).not())).containsExactly(3);
    assertThat(found(DUE.between(SPRING, AUTUMN).not())).isEmpty();
    assertThat(found(ARRIVED.isNull().and(PAID.isNull()))).containsExactly(1);
    assertThat(found(ARRIVED.lt(AUTUMN.atStartOfDay()))).containsExactly(2);
    assertThat(found(PAID.gt(Instant.parse("2020-01-01T00:00:00Z")).not())).isEmpty();
  }

  @Test
  void condition_onTheFirstDate_meetsIt() {
    store(NONE, EARLY, LATE);

    assertThat(found(BOOKED.eq(FIRST))).containsExactly(1);
    assertThat(found(BOOKED.ne(FIRST))).containsExactly(2, 3);
    assertThat(found(BOOKED.gt(FIRST))).containsExactly(2, 3);
    assertThat(found(BOOKED.le(FIRST))).containsExactly(1);
    assertThat(found(BOOKED.lt(SPRING))).containsExactly(1);
    assertThat(found(BOOKED.in(List.of(FIRST, AUTUMN)))).containsExactly(1, 3);
    assertThat(found(BOOKED.between(FIRST, SPRING))).containsExactly(1, 2);
    assertThat(found(LEFT.eq(FIRST.atStartOfDay()))).containsExactly(1);
    assertThat(found(LEFT.gt(FIRST.atStartOfDay()))).containsExactly(2, 3);
  }

  @Test
  void pages_byDates_showEachRowOnceInOrder() {
    store(NONE, EARLY, LATE, voyage(4, FIRST, null), voyage(5, SPRING, null));

    assertThat(paged(BOOKED.asc())).containsExactly(1, 4, 2, 5, 3);
    assertThat(paged(BOOKED.desc())).containsExactly(3, 2, 5, 1, 4);
    assertThat(paged(LEFT.asc())).containsExactly(1, 4, 2, 5, 3);
    assertThat(paged(DUE.asc().nullsFirst())).containsExactly(1, 4, 5, 2, 3);
    assertThat(paged(DUE.desc().nullsLast())).containsExactly(3, 2, 1, 4, 5);
    assertThat(paged(ARRIVED.asc().nullsLast())).containsExactly(2, 3, 1, 4, 5);
    assertThat(paged(PAID.desc().nullsFirst())).containsExactly(1, 4, 5, 3, 2);
  }

  private List<Integer> paged(Sort<Voyage> sort) {
    var ids = new ArrayList<Integer>();
    var query = Query.orderedBy(sort, ID.asc());
    var page = data().execute(work -> work.repository(VOYAGES).page(query, 2));
    while (true) {
      page.items().forEach(voyage -> ids.add(voyage.id()));
      if (page.next().isEmpty()) {
        return ids;
      }
      var next = page.next().get();
      page = data().execute(work -> work.repository(VOYAGES).page(query, 2, next));
    }
  }

  @Test
  void totals_leaveAbsentDatesOut_andCountTheFirst() {
    store(NONE, EARLY, LATE, voyage(4, FIRST, null));

    assertThat(total(DUE.count())).isEqualTo(2L);
    assertThat(total(DUE.countDistinct())).isEqualTo(2L);
    assertThat(total(DUE.min())).isEqualTo(SPRING);
    assertThat(total(DUE.max())).isEqualTo(AUTUMN);
    assertThat(total(BOOKED.min())).isEqualTo(FIRST);
    assertThat(total(BOOKED.countDistinct())).isEqualTo(3L);
    assertThat(groups(DUE)).containsExactlyInAnyOrder("null 2", SPRING + " 1", AUTUMN + " 1");
    assertThat(groups(BOOKED))
        .containsExactlyInAnyOrder(FIRST + " 2", SPRING + " 1", AUTUMN + " 1");
  }

  private <R> @Nullable R total(AggregateFunction<Voyage, R> function) {
    return data()
        .execute(work -> work.repository(VOYAGES)
            .select(
                Query.all(),
                Projection.of(row -> Optional.ofNullable(row.getOrNull(function)), function)))
        .get(0)
        .orElse(null);
  }

  private List<String> groups(Column<Voyage, LocalDate> by) {
    var count = AggregateFunction.<Voyage>count();
    return data()
        .execute(work -> work.repository(VOYAGES)
            .select(
                Query.all(),
                Projection.of(row -> row.getOrNull(by) + " " + row.get(count), by, count)));
  }

  @Test
  void setBasedChange_toTheFirstAndNoDate_isStored() {
    store(NONE, EARLY, LATE);

    data()
        .run(work -> work.repository(VOYAGES)
            .where(ID.ge(2))
            .set(BOOKED, FIRST)
            .setNull(DUE)
            .update());

    assertThat(found(DUE.isNull().and(BOOKED.eq(FIRST)))).containsExactly(1, 2, 3);
    assertThat(read(VOYAGES, 2).due()).isNull();
  }

  @Test
  void check_onAnAbsentDate_passes_andOnAnEarlyDate_fails() {
    store(NONE);

    CheckViolationException refused =
        thrown(CheckViolationException.class, () -> store(voyage(2, SPRING, FIRST)));

    assertThat(refused.constraint()).isEqualTo("voyage_due_check");
    assertThat(all(VOYAGES)).containsExactly(NONE);
  }
}
