package org.bilayer.inmemory.internal.tree;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a tree answers, and that it may be handed to other threads. */
final class SortedTreeTest {
  private static final int ACCOUNTS = 2_000;

  private final SortedTree<Integer, String> tree = Trees.ofMultiples(10, 5_000);
  private volatile SortedTree<Integer, Integer> published =
      SortedTree.empty(Comparator.naturalOrder());

  @Test
  void empty_anyRead_findsNothing() {
    SortedTree<Integer, String> empty = SortedTree.empty(Comparator.naturalOrder());

    assertThat(empty.isEmpty()).isTrue();
    assertThat(empty.size()).isZero();
    assertThat(empty.get(1)).isNull();
    assertThat(empty.contains(1)).isFalse();
    assertThat(empty.first()).isNull();
    assertThat(empty.last()).isNull();
    assertThat(empty.rank(1)).isZero();
    assertThat(empty.countIn(key -> 0)).isZero();
    assertThat(empty.edit().remove(1)).isNull();
  }

  @Test
  void get_betweenKeys_isNull() {
    assertThat(tree.get(120)).isEqualTo("v120");
    assertThat(tree.get(125)).isNull();
    assertThat(tree.get(-1)).isNull();
    assertThat(tree.get(50_000)).isNull();
  }

  @Test
  void firstAndLast_severalLevels_areTheEnds() {
    assertThat(tree.first()).isEqualTo(Map.entry(0, "v0"));
    assertThat(tree.last()).isEqualTo(Map.entry(49_990, "v49990"));
  }

  @Test
  void rank_inAndBetweenKeys_countsLesserKeys() {
    assertThat(tree.rank(-5)).isZero();
    assertThat(tree.rank(0)).isZero();
    assertThat(tree.rank(1)).isEqualTo(1);
    assertThat(tree.rank(25_000)).isEqualTo(2_500);
    assertThat(tree.rank(99_999)).isEqualTo(5_000);
  }

  @Test
  void entryAt_everyIndex_isTheEntryOfThatRank() {
    for (int i = 0; i < 5_000; i++) {
      assertThat(tree.entryAt(i)).isEqualTo(Map.entry(10 * i, "v" + 10 * i));
    }
  }

  @Test
  void entryAt_outside_isRefused() {
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> tree.entryAt(5_000))
        .withMessageContaining("index=5000, size=5000");
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> tree.entryAt(-1));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> tree.ascendingAt(5_001));
  }

  @Test
  void comparator_reversed_turnsTheOrderRound() {
    TreeEdit<Integer, String> edit =
        SortedTree.<Integer, String>empty(Comparator.<Integer>reverseOrder()).edit();
    for (int key : Trees.keys(0, 1_000)) {
      edit.put(key, "v" + key);
    }

    assertThat(Trees.keys(edit.tree().descending())).isEqualTo(Trees.keys(0, 1_000));
    assertThat(Trees.keys(edit.tree().ascendingFrom(3, false))).containsExactly(2, 1, 0);
    TreeInvariants.check(edit.tree(), Comparator.<Integer>reverseOrder());
  }

  /* A row as an index sees it: equality of the key is the comparator's, the row has no order. */
  @Test
  void comparator_ofAKeyWithParts_allowsScansByTheFirstPart() {
    record Key(String city, int id) {}
    Comparator<Key> order = Comparator.comparing(Key::city).thenComparingInt(Key::id);
    TreeEdit<Key, Boolean> edit = SortedTree.<Key, Boolean>empty(order).edit();
    for (String city : List.of("Bern", "Basel", "Brig")) {
      for (int id = 0; id < 100; id++) {
        edit.put(new Key(city, id), true);
      }
    }

    List<Key> found = Trees.keys(edit.tree().ascendingIn(key -> key.city().compareTo("Bern")));
    assertThat(found).hasSize(100).allMatch(key -> key.city().equals("Bern"));
    assertThat(edit.tree().countIn(key -> key.city().compareTo("Biel"))).isZero();
  }

  /*
   * One thread moves amounts between accounts, two others read: each tree they see must be whole.
   * No proof of the memory model, but fails at once when an edit changes a published node.
   */
  @Test
  void read_whileAnotherThreadPublishes_seesWholeTrees() {
    TreeEdit<Integer, Integer> first =
        SortedTree.<Integer, Integer>empty(Comparator.naturalOrder()).edit();
    for (int account = 0; account < ACCOUNTS; account++) {
      first.put(account, 100);
    }
    published = first.tree();

    CompletableFuture<Void> writer = CompletableFuture.runAsync(this::moveAmounts);
    Runnable reads = () -> {
      while (!writer.isDone()) {
        assertWhole(published);
      }
    };
    CompletableFuture.allOf(
            writer, CompletableFuture.runAsync(reads), CompletableFuture.runAsync(reads))
        .join();

    assertWhole(published);
  }

  private void moveAmounts() {
    for (int i = 0; i < 20_000; i++) {
      TreeEdit<Integer, Integer> edit = published.edit();
      int from = i * 31 % ACCOUNTS;
      int to = (from + 1 + i % 1_000) % ACCOUNTS;
      edit.put(from, requireNonNull(edit.remove(from)) - 1);
      edit.put(to, requireNonNull(edit.remove(to)) + 1);
      published = edit.tree();
    }
  }

  private static void assertWhole(SortedTree<Integer, Integer> accounts) {
    long sum = 0;
    int entries = 0;
    TreeCursor<Integer, Integer> cursor = accounts.ascending();
    while (cursor.next()) {
      sum += cursor.value();
      entries++;
    }
    assertThat(entries).isEqualTo(ACCOUNTS);
    assertThat(sum).isEqualTo(100L * ACCOUNTS);
  }
}
