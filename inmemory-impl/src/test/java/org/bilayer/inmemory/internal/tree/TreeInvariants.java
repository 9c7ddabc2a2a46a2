package org.bilayer.inmemory.internal.tree;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Checks what must hold in every tree: depth, fill, order, bounds, counts, nothing forgotten. */
final class TreeInvariants<K, V> {
  private final Comparator<? super K> comparator;
  private final PrefixOrder<K> prefixes;

  private TreeInvariants(Comparator<? super K> comparator, PrefixOrder<K> prefixes) {
    this.comparator = comparator;
    this.prefixes = prefixes;
  }

  static <K, V> void check(SortedTree<K, V> tree, Comparator<? super K> comparator) {
    TreeNode<K, V> root = tree.root();
    require(root.isLeaf() || root.count >= 2, "a root with one child is too tall", root);
    require(tree.size() == root.size, "size of the tree", root);
    new TreeInvariants<K, V>(comparator, tree.order()).check(root, true, null, null);
  }

  private void check(TreeNode<K, V> node, boolean isRoot, @Nullable K from, @Nullable K to) {
    require(isRoot || node.count >= TreeNode.MIN_ENTRIES, "too few entries", node);
    require(node.count <= TreeNode.MAX_ENTRIES, "too many entries", node);
    requireCleared(node.keys, node);
    requireCleared(node.slots, node);
    if (node.isLeaf()) {
      checkLeaf(node, from, to);
    } else {
      checkBranch(node, from, to);
    }
  }

  private static void requireCleared(Object[] array, TreeNode<?, ?> node) {
    for (int i = node.count; i < array.length; i++) {
      require(array[i] == null, "an element not cleared", node);
    }
  }

  private void checkLeaf(TreeNode<K, V> leaf, @Nullable K from, @Nullable K to) {
    require(leaf.size == leaf.count, "size of a leaf", leaf);
    for (int i = 0; i < leaf.count; i++) {
      require(leaf.slots[i] != null, "a key without a value", leaf);
      require(hasItsPrefix(leaf, i), "a key with another key's prefix", leaf);
      require(isWithin(leaf.key(i), from, to), "a key outside the bounds above", leaf);
      require(i == 0 || isLess(leaf.key(i - 1), leaf.key(i)), "keys out of order", leaf);
    }
  }

  private void checkBranch(TreeNode<K, V> branch, @Nullable K from, @Nullable K to) {
    require(branch.keys[0] == from, "first bound is not the bound above", branch);
    long size = 0;
    for (int i = 0; i < branch.count; i++) {
      TreeNode<K, V> child = branch.child(i);
      require(child.level == branch.level - 1, "leaves at two depths", branch);
      require(i == 0 || isWithin(branch.key(i), from, to), "a bound outside its bounds", branch);
      require(i == 0 || hasItsPrefix(branch, i), "a bound with another key's prefix", branch);
      K low = i == 0 ? from : branch.key(i);
      K high = i == branch.count - 1 ? to : branch.key(i + 1);
      check(child, false, low, high);
      size += child.size;
    }
    require(branch.size == size, "size of a branch", branch);
  }

  private boolean hasItsPrefix(TreeNode<K, V> node, int index) {
    return node.prefixes[index] == prefixes.prefix(node.key(index));
  }

  private boolean isWithin(K key, @Nullable K from, @Nullable K to) {
    return (from == null || !isLess(key, from)) && (to == null || isLess(key, to));
  }

  private boolean isLess(K a, K b) {
    return comparator.compare(a, b) < 0;
  }

  private static void require(boolean condition, String broken, TreeNode<?, ?> node) {
    if (!condition) {
      throw new AssertionError("The tree is not sound: " + broken + " [level=" + node.level
          + ", count=" + node.count + ", size=" + node.size + "].");
    }
  }
}
