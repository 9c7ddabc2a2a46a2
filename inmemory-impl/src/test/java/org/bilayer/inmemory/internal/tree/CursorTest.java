package org.bilayer.inmemory.internal.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where cursors start and end. */
final class CursorTest {
  private final SortedTree<Integer, String> empty = SortedTree.empty(Comparator.naturalOrder());

  @Test
  void next_emptyTree_isFalseForEveryCursor() {
    List<TreeCursor<Integer, String>> cursors = List.of(
        empty.ascending(),
        empty.ascendingFrom(1, true),
        empty.ascendingFrom(key -> 0),
        empty.ascendingIn(key -> 0),
        empty.ascendingAt(0),
        empty.descending(),
        empty.descendingFrom(1, false),
        empty.descendingFrom(key -> 0),
        empty.descendingIn(key -> 0));

    assertThat(cursors).noneMatch(TreeCursor::next).noneMatch(TreeCursor::next);
  }

  @Test
  void key_notAtAnEntry_isRefused() {
    SortedTree<Integer, String> tree = Trees.ofMultiples(1, 100);
    for (TreeCursor<Integer, String> cursor : List.of(
        tree.ascending(),
        tree.ascendingFrom(50, true),
        tree.ascendingIn(key -> Integer.compare(key, 50)),
        tree.ascendingAt(50),
        tree.descending(),
        tree.descendingFrom(50, false),
        tree.descendingIn(key -> Integer.compare(key, 50)))) {
      assertThatIllegalStateException().isThrownBy(cursor::key).withMessageContaining("next()");
      while (cursor.next()) {
        assertThat(cursor.value()).isEqualTo("v" + cursor.key());
      }
      assertThatIllegalStateException().isThrownBy(cursor::key);
      assertThatIllegalStateException().isThrownBy(cursor::value);
      assertThat(cursor.next()).isFalse();
      assertThatIllegalStateException().isThrownBy(cursor::value);
    }
  }

  /* Sizes around one leaf, one level of branches, and more; every start, in and between keys. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 31, 32, 33, 64, 65, 700, 800, 2_000})
  void from_everyKeyAndGap_startsAtTheRightEntry(int entries) {
    SortedTree<Integer, String> tree = Trees.ofMultiples(2, entries);
    List<Integer> keys = Trees.keys(tree.ascending());
    for (int bound = -1; bound <= 2 * entries; bound++) {
      int below = Math.min((bound + 1) / 2, entries);
      int notAbove = Math.min(Math.floorDiv(bound, 2) + 1, entries);

      assertStart(tree.ascendingFrom(bound, true), keys, below);
      assertStart(tree.ascendingFrom(bound, false), keys, notAbove);
      assertStart(tree.descendingFrom(bound, true), keys, notAbove - 1);
      assertStart(tree.descendingFrom(bound, false), keys, below - 1);
      if (bound >= 0 && bound <= entries) {
        assertStart(tree.ascendingAt(bound), keys, bound);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 32, 33, 800})
  void in_everyShortRange_findsExactlyItsKeys(int entries) {
    SortedTree<Integer, String> tree = Trees.ofMultiples(2, entries);
    for (int from = -2; from <= 2 * entries; from++) {
      for (int width : new int[] {0, 1, 3, 70}) {
        ToIntFunction<Integer> range = range(from, from + width);
        List<Integer> expected = Trees.keys(from, from + width).stream()
            .filter(key -> key >= 0 && key < 2 * entries && key % 2 == 0)
            .toList();

        assertThat(Trees.keys(tree.ascendingIn(range))).isEqualTo(expected);
        assertThat(Trees.keys(tree.descendingIn(range)))
            .isEqualTo(expected.stream().sorted(Comparator.reverseOrder()).toList());
        assertThat(tree.countIn(range)).isEqualTo(expected.size());
      }
    }
  }

  @Test
  void in_rangeOfStrings_findsAPrefix() {
    TreeEdit<String, Integer> edit =
        SortedTree.<String, Integer>empty(Comparator.naturalOrder()).edit();
    for (int i = 0; i < 10_000; i++) {
      edit.put("k" + i, i);
    }
    ToIntFunction<String> prefix =
        key -> key.startsWith("k77") ? 0 : key.compareTo("k77") < 0 ? -1 : 1;

    assertThat(Trees.keys(edit.tree().ascendingIn(prefix)))
        .hasSize(111)
        .startsWith("k77", "k770", "k7700")
        .endsWith("k7799");
  }

  @Test
  void in_wideRange_asksTheProbeRarely() {
    SortedTree<Integer, String> tree = Trees.ofMultiples(1, 100_000);
    AtomicInteger calls = new AtomicInteger();
    ToIntFunction<Integer> range = range(1_000, 90_000);

    List<Integer> found = Trees.keys(tree.ascendingIn(key -> {
      calls.incrementAndGet();
      return range.applyAsInt(key);
    }));

    assertThat(found).hasSize(89_000);
    assertThat(calls.get()).isLessThan(89_000 / TreeNode.MIN_ENTRIES);
  }

  @Test
  void in_afterTheLastKey_looksAtNoOtherLeaf() {
    SortedTree<Integer, String> tree = Trees.ofMultiples(1, 10_000);
    AtomicInteger calls = new AtomicInteger();
    ToIntFunction<Integer> range = key -> {
      calls.incrementAndGet();
      return Integer.compare(key, 5_005);
    };
    for (TreeCursor<Integer, String> cursor :
        List.of(tree.ascendingIn(range), tree.descendingIn(range))) {
      calls.set(0);
      assertThat(Trees.keys(cursor)).containsExactly(5_005);
      assertThat(cursor.next()).isFalse();
      assertThat(calls).hasValue(0);
    }
  }

  /* Removed keys stay behind as bounds between nodes; a walk must pass over the gap they leave. */
  @Test
  void from_whereKeysWereRemoved_goesOnInTheNextNode() {
    SortedTree<Integer, String> tree = Trees.ofMultiples(1, 2_000);
    TreeEdit<Integer, String> edit = tree.edit();
    for (int key = 0; key < 2_000; key++) {
      if (key % 24 > 11) {
        edit.remove(key);
      }
    }
    SortedTree<Integer, String> gaps = edit.tree();
    List<Integer> keys = Trees.keys(gaps.ascending());
    for (int bound = 0; bound < 2_000; bound++) {
      int from = bound;
      List<Integer> expected = keys.stream().filter(key -> key >= from).limit(1).toList();
      List<Integer> actual = Trees.keys(gaps.ascendingFrom(bound, true));
      assertThat(actual.subList(0, expected.size())).isEqualTo(expected);
      assertThat(Trees.keys(gaps.descendingFrom(bound, false)))
          .hasSize(keys.size() - actual.size());
    }
  }

  @Test
  void next_whileTheTreeIsEdited_seesTheTreeAsItWas() {
    SortedTree<Integer, String> tree = Trees.ofMultiples(1, 3_000);
    TreeEdit<Integer, String> edit = tree.edit();
    TreeCursor<Integer, String> cursor = tree.ascending();
    for (int key = 0; key < 3_000; key++) {
      edit.remove(2_999 - key);
      edit.put(10_000 + key, "new");
      assertThat(cursor.next()).isTrue();
      assertThat(cursor.key()).isEqualTo(key);
      assertThat(cursor.value()).isEqualTo("v" + key);
    }

    assertThat(cursor.next()).isFalse();
  }

  private static ToIntFunction<Integer> range(int from, int to) {
    return key -> key < from ? -1 : key < to ? 0 : 1;
  }

  private static void assertStart(
      TreeCursor<Integer, String> cursor, List<Integer> keys, int expectedIndex) {
    boolean expected = expectedIndex >= 0 && expectedIndex < keys.size();
    assertThat(cursor.next()).isEqualTo(expected);
    if (expected) {
      assertThat(cursor.key()).isEqualTo(keys.get(expectedIndex));
    }
  }
}
