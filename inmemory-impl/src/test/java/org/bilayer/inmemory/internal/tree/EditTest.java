package org.bilayer.inmemory.internal.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an edit owns and what it must leave alone. */
final class EditTest {
  private static final Comparator<Integer> ORDER = Comparator.naturalOrder();
  private static final int ENTRIES = 5_000;

  private final SortedTree<Integer, String> base = Trees.ofMultiples(1, ENTRIES);
  private final Map<Integer, String> before = Trees.toMap(base, ORDER);

  @Test
  void put_newKey_returnsNullAndIsSeenByTheEdit() {
    TreeEdit<Integer, String> edit = base.edit();

    assertThat(edit.put(-1, "new")).isNull();
    assertThat(edit.get(-1)).isEqualTo("new");
    assertThat(edit.size()).isEqualTo(ENTRIES + 1);
  }

  @Test
  void put_presentKey_returnsPreviousAndKeepsSize() {
    TreeEdit<Integer, String> edit = base.edit();

    assertThat(edit.put(17, "new")).isEqualTo("v17");
    assertThat(edit.put(17, "newer")).isEqualTo("new");
    assertThat(edit.size()).isEqualTo(ENTRIES);
  }

  @Test
  void put_equalKey_keepsTheFirstKey() {
    TreeEdit<String, Integer> edit =
        SortedTree.<String, Integer>empty(String.CASE_INSENSITIVE_ORDER).edit();
    edit.put("Ann", 1);

    assertThat(edit.put("ANN", 2)).isEqualTo(1);
    assertThat(edit.tree().first()).isEqualTo(Map.entry("Ann", 2));
  }

  @Test
  void put_null_isRefusedAndChangesNothing() {
    TreeEdit<Integer, String> edit = base.edit();

    assertThatNullPointerException().isThrownBy(() -> edit.put(nothing(), "a"));
    assertThatNullPointerException().isThrownBy(() -> edit.put(1, nothing()));
    assertThatNullPointerException().isThrownBy(() -> edit.remove(nothing()));
    assertThatNullPointerException().isThrownBy(() -> edit.get(nothing()));
    assertThat(edit.tree()).isSameAs(base);
  }

  @Test
  void replace_presentValue_leavesTheOldTreeAlone() {
    SortedTree<Integer, String> small = Trees.ofMultiples(1, 20);
    TreeEdit<Integer, String> edit = small.edit();
    String value = small.get(7);

    assertThat(edit.replace(small.order().prefix(7), value, "new")).isTrue();
    assertThat(edit.get(7)).isEqualTo("new");
    assertThat(edit.size()).isEqualTo(20);
    assertThat(small.get(7)).isSameAs(value);
    assertThat(edit.replace(small.order().prefix(7), value, "newer")).isFalse();
    assertThat(edit.get(7)).isEqualTo("new");
  }

  @Test
  void replace_wherePrefixesDoNotTell_changesNothing() {
    TreeEdit<Integer, String> edit = base.edit();

    // One prefix for all keys, and a branch above them.
    assertThat(edit.replace(0, base.get(17), "new")).isFalse();
    assertThat(edit.tree()).isSameAs(base);
  }

  @Test
  void remove_presentKey_returnsPrevious() {
    TreeEdit<Integer, String> edit = base.edit();

    assertThat(edit.remove(17)).isEqualTo("v17");
    assertThat(edit.remove(17)).isNull();
    assertThat(edit.get(17)).isNull();
    assertThat(edit.size()).isEqualTo(ENTRIES - 1);
  }

  @Test
  void remove_absentKey_copiesNothing() {
    TreeEdit<Integer, String> edit = base.edit();

    assertThat(edit.remove(ENTRIES)).isNull();
    assertThat(edit.tree()).isSameAs(base);
  }

  @Test
  void edit_manyChanges_leavesItsTreeUnchanged() {
    TreeEdit<Integer, String> edit = base.edit();
    for (int key = 0; key < ENTRIES; key += 2) {
      edit.remove(key);
      edit.put(key + 1, "changed");
      edit.put(ENTRIES + key, "new");
    }

    assertThat(Trees.toMap(base, ORDER)).isEqualTo(before);
    TreeInvariants.check(base, ORDER);
  }

  @Test
  void edit_twoOfOneTree_doNotSeeEachOther() {
    TreeEdit<Integer, String> one = base.edit();
    TreeEdit<Integer, String> two = base.edit();
    for (int key = 0; key < ENTRIES; key++) {
      one.put(key, "one");
      two.put(key, "two");
    }

    assertThat(Trees.toMap(one.tree(), ORDER).values()).containsOnly("one");
    assertThat(Trees.toMap(two.tree(), ORDER).values()).containsOnly("two");
    assertThat(Trees.toMap(base, ORDER)).isEqualTo(before);
  }

  @Test
  void tree_thenMoreChanges_keepsEachTreeAsItWas() {
    TreeEdit<Integer, String> edit = base.edit();
    edit.put(17, "first");
    SortedTree<Integer, String> first = edit.tree();
    Map<Integer, String> firstEntries = Trees.toMap(first, ORDER);
    for (int key = 0; key < ENTRIES; key++) {
      edit.put(key, "second");
    }
    SortedTree<Integer, String> second = edit.tree();
    for (int key = 0; key < ENTRIES; key++) {
      edit.remove(key);
    }

    assertThat(Trees.toMap(first, ORDER)).isEqualTo(firstEntries);
    assertThat(Trees.toMap(second, ORDER).values()).hasSize(ENTRIES).containsOnly("second");
    assertThat(edit.tree().isEmpty()).isTrue();
  }

  @Test
  void tree_editOfATreeTakenFromARunningEdit_isIndependent() {
    TreeEdit<Integer, String> outer = base.edit();
    outer.put(17, "outer");
    TreeEdit<Integer, String> inner = outer.tree().edit();
    inner.put(17, "inner");
    outer.put(18, "outer");

    assertThat(outer.get(17)).isEqualTo("outer");
    assertThat(inner.get(18)).isEqualTo("v18");
  }

  @Test
  void tree_withoutChange_isTheSame() {
    TreeEdit<Integer, String> edit = base.edit();
    assertThat(edit.tree()).isSameAs(base);

    edit.put(17, "new");
    SortedTree<Integer, String> changed = edit.tree();

    assertThat(changed).isNotSameAs(base);
    assertThat(edit.tree()).isSameAs(changed);
  }

  @Test
  void tree_onePut_sharesAllNodesButOnePath() {
    TreeEdit<Integer, String> edit = base.edit();
    edit.put(17, "new");
    TreeNode<Integer, String> oldRoot = base.root();
    TreeNode<Integer, String> newRoot = edit.tree().root();

    assertThat(newRoot.count).isEqualTo(oldRoot.count);
    assertThat(newRoot.child(0)).isNotSameAs(oldRoot.child(0));
    for (int i = 1; i < newRoot.count; i++) {
      assertThat(newRoot.child(i)).isSameAs(oldRoot.child(i));
    }
  }

  @Test
  void put_secondInOneEdit_copiesNoNodeAgain() {
    TreeEdit<Integer, String> edit = base.edit();
    edit.put(17, "new");
    edit.put(18, "new");
    SortedTree<Integer, String> oneEdit = edit.tree();
    edit.put(17, "newer");

    assertThat(leafOf(edit.tree(), 17)).isNotSameAs(leafOf(oneEdit, 17));
    assertThat(leafOf(oneEdit, 17)).isSameAs(leafOf(oneEdit, 18));
  }

  @Test
  void put_comparatorThrows_changesNothing() {
    Comparator<Integer> fragile = (a, b) -> {
      if (b == 13) {
        throw new IllegalStateException("thirteen");
      }
      return Integer.compare(a, b);
    };
    TreeEdit<Integer, String> edit = SortedTree.<Integer, String>empty(fragile).edit();
    for (int key = 100; key < 1_100; key++) {
      edit.put(key, "v" + key);
    }
    SortedTree<Integer, String> tree = edit.tree();

    assertThatThrownBy(() -> edit.put(13, "bad")).hasMessage("thirteen");
    assertThatThrownBy(() -> edit.remove(13)).hasMessage("thirteen");

    assertThat(edit.tree()).isSameAs(tree);
    assertThat(edit.put(100, "good")).isEqualTo("v100");
    TreeInvariants.check(edit.tree(), ORDER);
  }

  @Test
  void put_ascendingKeys_leavesNodesThreeQuartersFull() {
    List<Integer> fills = Trees.keys(0, base.root().child(0).count - 1).stream()
        .map(i -> base.root().child(0).child(i).count)
        .toList();

    assertThat(fills).containsOnly(TreeNode.MAX_ENTRIES - TreeNode.MIN_ENTRIES);
  }

  @Test
  void remove_mostKeys_lowersTheTree() {
    TreeEdit<Integer, String> edit = base.edit();
    for (int key = TreeNode.MAX_ENTRIES; key < ENTRIES; key++) {
      edit.remove(key);
    }
    edit.remove(0);
    TreeInvariants.check(edit.tree(), ORDER);

    for (int key = 1; key < TreeNode.MAX_ENTRIES; key++) {
      edit.remove(key);
    }
    assertThat(edit.tree().root().isLeaf()).isTrue();
    assertThat(edit.tree().isEmpty()).isTrue();
    assertThat(base.root().level).isEqualTo(2);
  }

  private static TreeNode<Integer, String> leafOf(SortedTree<Integer, String> tree, int key) {
    TreeNode<Integer, String> node = tree.root();
    while (!node.isLeaf()) {
      node = node.child(node.childOf(key, 0, PrefixOrder.of(ORDER)));
    }
    return node;
  }

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // null on purpose, for any type
  private static <T> T nothing() {
    return null;
  }
}
