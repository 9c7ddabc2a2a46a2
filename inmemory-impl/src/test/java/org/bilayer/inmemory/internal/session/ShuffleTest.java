package org.bilayer.inmemory.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bilayer.inmemory.internal.session.Shop.ALL;
import static org.bilayer.inmemory.internal.session.Shop.CUSTOMER;
import static org.bilayer.inmemory.internal.session.Shop.LINE;
import static org.bilayer.inmemory.internal.session.Shop.LINE_NO;
import static org.bilayer.inmemory.internal.session.Shop.LINE_PURCHASE;
import static org.bilayer.inmemory.internal.session.Shop.PURCHASE;
import static org.bilayer.inmemory.internal.session.Shop.begin;
import static org.bilayer.inmemory.internal.session.Shop.customer;
import static org.bilayer.inmemory.internal.session.Shop.insert;
import static org.bilayer.inmemory.internal.session.Shop.line;
import static org.bilayer.inmemory.internal.session.Shop.ordered;
import static org.bilayer.inmemory.internal.session.Shop.purchase;
import static org.bilayer.inmemory.internal.session.Shop.select;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bilayer.store.Fetch;
import org.bilayer.store.Select;
import org.bilayer.store.Summary;
import org.bilayer.store.Write;
import org.bilayer.value.Key;
import org.bilayer.value.Lock;
import org.junit.jupiter.api.Test;

/** What has no promised order varies, and is repeated by its seed. */
final class ShuffleTest {

  private static InMemoryStore storeOf(long seed, int rows) {
    var store = InMemoryStore.create(Shop.SCHEMA, seed);
    var writes = new ArrayList<Write>();
    for (long id = 0; id < rows; id++) {
      writes.add(insert(CUSTOMER, customer(id, "n" + id)));
    }
    writes.add(insert(PURCHASE, purchase("p1", null)));
    for (int no = 0; no < 20; no++) {
      writes.add(insert(LINE, line("p1", no, "s" + no, 1)));
    }
    Shop.commit(store, writes.toArray(Write[]::new));
    return store;
  }

  private static List<Object> column(List<Object[]> rows, int column) {
    return rows.stream().map(row -> row[column]).toList();
  }

  /** The answers of some queries without an order. */
  private static List<Object> program(InMemoryStore store) {
    var answers = new ArrayList<Object>();
    for (int i = 0; i < 3; i++) {
      try (var session = begin(store)) {
        answers.add(column(session.select(select(CUSTOMER, ALL)), 0));
        answers.add(column(
            session.select(new Select(CUSTOMER, ALL, List.of(), 5, List.of(), Lock.NONE)), 0));
        answers.add(column(
            session.fetch(
                new Fetch(LINE, List.of(LINE_PURCHASE), List.of(Key.of("p1")), Lock.NONE)),
            LINE_NO));
        answers.add(
            column(session.summarise(new Summary(LINE, ALL, List.of(LINE_NO), List.of())), 0));
        answers.add(streamed(session));
      }
    }
    return answers;
  }

  private static List<Object> streamed(InMemorySession session) {
    var ids = new ArrayList<Object>();
    try (var cursor = session.stream(select(CUSTOMER, ALL))) {
      for (Object[] row = cursor.next(); row != null; row = cursor.next()) {
        ids.add(row[0]);
      }
    }
    return ids;
  }

  @Test
  void results_sameSeedAndProgram_areRepeated() {
    assertThat(program(storeOf(1, 50))).isEqualTo(program(storeOf(1, 50)));
  }

  @Test
  void results_otherSeed_differ() {
    List<Object> one = program(storeOf(1, 50));
    List<Object> two = program(storeOf(2, 50));
    for (int i = 0; i < one.size(); i++) {
      assertThat(one.get(i)).as("answer %d", i).isNotEqualTo(two.get(i));
    }
  }

  @Test
  void results_sameQueryAgain_comeInAnotherOrder() {
    try (var session = begin(storeOf(1, 50))) {
      assertThat(column(session.select(select(CUSTOMER, ALL)), 0))
          .isNotEqualTo(column(session.select(select(CUSTOMER, ALL)), 0));
    }
  }

  @Test
  void select_limitWithoutOrder_canGiveAnyRow() {
    Set<Object> seen = new HashSet<>();
    try (var session = begin(storeOf(1, 20))) {
      for (int i = 0; i < 2_000 && seen.size() < 20; i++) {
        seen.addAll(column(
            session.select(new Select(CUSTOMER, ALL, List.of(), 1, List.of(), Lock.NONE)), 0));
      }
    }
    assertThat(seen).hasSize(20);
  }

  @Test
  void stream_withoutOrder_givesEachRowOnceFromAnywhere() {
    try (var session = begin(storeOf(1, 1_000))) {
      List<Object> first = streamed(session);
      List<Object> second = streamed(session);
      assertThat(first).doesNotHaveDuplicates().hasSize(1_000).isNotEqualTo(second);
      assertThat(second).containsExactlyInAnyOrderElementsOf(first);
    }
  }

  @Test
  void select_withOrder_isNotShuffled() {
    try (var session = begin(storeOf(1, 50))) {
      assertThat(column(session.select(ordered(CUSTOMER, ALL)), 0))
          .isEqualTo(column(session.select(ordered(CUSTOMER, ALL)), 0))
          .startsWith(0L, 1L, 2L);
    }
  }
}
