package org.bilayer.inmemory.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bilayer.inmemory.internal.session.Shop.ALL;
import static org.bilayer.inmemory.internal.session.Shop.CODE;
import static org.bilayer.inmemory.internal.session.Shop.CREDIT;
import static org.bilayer.inmemory.internal.session.Shop.CUSTOMER;
import static org.bilayer.inmemory.internal.session.Shop.ID;
import static org.bilayer.inmemory.internal.session.Shop.NAME;
import static org.bilayer.inmemory.internal.session.Shop.REGION;
import static org.bilayer.inmemory.internal.session.Shop.begin;
import static org.bilayer.inmemory.internal.session.Shop.customer;
import static org.bilayer.inmemory.internal.session.Shop.eq;
import static org.bilayer.inmemory.internal.session.Shop.insert;
import static org.bilayer.inmemory.internal.session.Shop.with;

import java.math.BigDecimal;
import java.util.List;
import org.bilayer.store.Condition;
import org.bilayer.store.Summary;
import org.bilayer.store.Summary.Aggregate;
import org.bilayer.store.Summary.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Aggregates, with and without groups. */
final class SummariseTest {

  private InMemorySession session;

  @BeforeEach
  void openStore() {
    session = begin(Shop.open());
    session.write(List.of(
        insert(CUSTOMER, row(1, "north", 1, "1.10")),
        insert(CUSTOMER, row(2, "north", 2, "2.20")),
        insert(CUSTOMER, row(3, null, 2, null)),
        insert(CUSTOMER, row(4, null, null, "0.00")),
        insert(CUSTOMER, row(5, "south", null, null))));
  }

  private static Object[] row(long id, String region, Integer code, String credit) {
    Object[] row = with(with(customer(id, "n" + id), REGION, region), CODE, code);
    return with(row, CREDIT, credit == null ? null : new BigDecimal(credit));
  }

  private List<Object[]> summarise(
      Condition where, List<Integer> groupBy, Aggregate... aggregates) {
    return session.summarise(new Summary(CUSTOMER, where, groupBy, List.of(aggregates)));
  }

  private static Aggregate of(Function function, int column) {
    return new Aggregate(function, column);
  }

  @Test
  void summarise_withoutGroups_isOneResult() {
    assertThat(summarise(
            ALL,
            List.of(),
            of(Function.COUNT, -1),
            of(Function.COUNT, CODE),
            of(Function.COUNT_DISTINCT, CODE),
            of(Function.SUM, CREDIT),
            of(Function.SUM, ID),
            of(Function.MIN, NAME),
            of(Function.MAX, CREDIT)))
        .containsExactly(new Object[] {
          5L, 3L, 2L, new BigDecimal("3.30"), new BigDecimal("15"), "n1", new BigDecimal("2.20")
        });
  }

  @Test
  void summarise_overNothing_countsZeroAndSumsNull() {
    assertThat(summarise(
            new Condition.Always(false),
            List.of(),
            of(Function.COUNT, -1),
            of(Function.SUM, CREDIT),
            of(Function.MIN, NAME),
            of(Function.COUNT_DISTINCT, NAME)))
        .containsExactly(new Object[] {0L, null, null, 0L});
    assertThat(summarise(new Condition.Always(false), List.of(REGION), of(Function.COUNT, -1)))
        .isEmpty();
  }

  @Test
  void summarise_countOfAll_seesOwnWrites() {
    session.write(List.of(insert(CUSTOMER, row(6, null, null, null))));
    assertThat(summarise(ALL, List.of(), of(Function.COUNT, -1)))
        .containsExactly(new Object[] {6L});
  }

  @Test
  void summarise_groupOfNull_isOneGroup() {
    assertThat(summarise(ALL, List.of(REGION), of(Function.COUNT, -1), of(Function.SUM, CREDIT)))
        .containsExactlyInAnyOrder(
            new Object[] {"north", 2L, new BigDecimal("3.30")},
            new Object[] {null, 2L, new BigDecimal("0.00")},
            new Object[] {"south", 1L, null});
  }

  @Test
  void summarise_withoutAggregates_isTheDistinctValues() {
    assertThat(summarise(eq(CODE, 2), List.of(CODE, REGION)))
        .containsExactlyInAnyOrder(new Object[] {2, "north"}, new Object[] {2, null});
  }

  @Test
  void summarise_sumOfLongs_doesNotOverflow() {
    session.write(List.of(
        insert(CUSTOMER, customer(Long.MAX_VALUE, "most")),
        insert(CUSTOMER, customer(Long.MAX_VALUE - 1, "more"))));
    assertThat(summarise(ALL, List.of(), of(Function.SUM, ID)))
        .containsExactly(new Object[] {new BigDecimal("18446744073709551628")});
  }

  @Test
  void summarise_sumOfText_isRefused() {
    assertThatThrownBy(() -> summarise(ALL, List.of(), of(Function.SUM, NAME)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
