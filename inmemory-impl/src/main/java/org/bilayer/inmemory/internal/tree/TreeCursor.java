package org.bilayer.inmemory.internal.tree;

/**
 * A walk over entries of one {@link SortedTree} in the order of their keys, forwards or backwards.
 *
 * <p>Begins before its first entry: call {@link #next()} first. Edits that lead to newer trees do
 * not disturb it. Keeps the tree in memory while it is reachable.
 *
 * <p>Not safe for concurrent use: one thread at a time.
 */
public final class TreeCursor<K, V> {
  /*
   * The path from the root to the current leaf, by level. Within a leaf a step is one addition and
   * one comparison and allocates nothing; the path moves once per leaf, amortised O(1) per entry.
   *
   * Every start is described by a probe, a function that places a key before, in or after a range;
   * a key to start from is a probe as well, and so is "everything". A cursor that ends with its
   * range does not ask the probe for each key: it asks for the far key of each leaf, and searches
   * in the one leaf where the range ends.
   */
  private static final int FORWARDS = 1;
  private static final int BACKWARDS = -1;

  private final int step;
  private final Position<K> position;
  private final boolean endsWithRange;

  /** Branches from the root down to level 1, by level; element 0 is unused. */
  private final TreeNode<K, V>[] path;

  /** Which child of the branch with the same index in {@link #path} is visited. */
  private final int[] children;

  private TreeNode<K, V> leaf;

  /** The entries of the leaf that belong to this walk are low, inclusive, to high, exclusive. */
  private int low;

  private int high;
  private int index;

  private TreeCursor(TreeNode<K, V> root, int step, Position<K> position, boolean endsWithRange) {
    this.step = step;
    this.position = position;
    this.endsWithRange = endsWithRange;
    this.path = newPath(root.level + 1);
    this.children = new int[root.level + 1];
    this.leaf = root;
  }

  /** Walks upwards from the first key that is not before the range. */
  static <K, V> TreeCursor<K, V> forwards(
      TreeNode<K, V> root, Position<K> position, boolean endsWithRange) {
    TreeCursor<K, V> cursor = new TreeCursor<>(root, FORWARDS, position, endsWithRange);
    cursor.low = cursor.seek(root);
    cursor.index = cursor.beforeFirst();
    return cursor;
  }

  /** Walks downwards from the last key that is not after the range. */
  static <K, V> TreeCursor<K, V> backwards(
      TreeNode<K, V> root, Position<K> position, boolean endsWithRange) {
    TreeCursor<K, V> cursor = new TreeCursor<>(root, BACKWARDS, position, endsWithRange);
    cursor.high = cursor.seek(root);
    cursor.index = cursor.beforeFirst();
    return cursor;
  }

  /** Walks upwards from the entry that so many entries precede. */
  static <K, V> TreeCursor<K, V> forwardsAt(TreeNode<K, V> root, long entries) {
    TreeCursor<K, V> cursor = new TreeCursor<>(root, FORWARDS, key -> 0, false);
    cursor.low = cursor.skip(root, entries);
    cursor.index = cursor.beforeFirst();
    return cursor;
  }

  /* Goes down to the leaf where the walk starts; returns the boundary there, on which it starts. */
  private int seek(TreeNode<K, V> root) {
    boolean behind = step == BACKWARDS;
    TreeNode<K, V> node = root;
    while (!node.isLeaf()) {
      node = descend(node, node.childAtBoundary(position, behind));
    }
    enter(node);
    return leaf.boundary(position, behind);
  }

  private int skip(TreeNode<K, V> root, long entries) {
    long rest = entries;
    TreeNode<K, V> node = root;
    while (!node.isLeaf()) {
      int i = 0;
      while (i < node.count - 1 && rest >= node.child(i).size) {
        rest -= node.child(i).size;
        i++;
      }
      node = descend(node, i);
    }
    enter(node);
    return (int) rest;
  }

  private TreeNode<K, V> descend(TreeNode<K, V> branch, int child) {
    path[branch.level] = branch;
    children[branch.level] = child;
    return branch.child(child);
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // no generic arrays in Java; this one is private
  private static <K, V> TreeNode<K, V>[] newPath(int length) {
    return new TreeNode[length];
  }

  /**
   * Moves to the next entry.
   *
   * @return whether there is one; once false, always false
   */
  public boolean next() {
    index += step;
    return (index >= low && index < high) || nextLeaf();
  }

  /**
   * Returns the key of the current entry.
   *
   * @throws IllegalStateException unless the last call of {@link #next()} returned true
   */
  public K key() {
    requireEntry();
    return leaf.key(index);
  }

  /**
   * Returns the value of the current entry.
   *
   * @throws IllegalStateException unless the last call of {@link #next()} returned true
   */
  public V value() {
    requireEntry();
    return leaf.value(index);
  }

  private void requireEntry() {
    if (index < low || index >= high) {
      throw new IllegalStateException(
          "Cannot read: the cursor is not at an entry. Call next() and read only after true.");
    }
  }

  private boolean nextLeaf() {
    int level = 1;
    while (level < path.length && !hasNextChild(level)) {
      level++;
    }
    if (level >= path.length || rangeEndsInLeaf()) {
      index = step == FORWARDS ? high : low - 1; // and no farther, however often this is called
      return false;
    }
    TreeNode<K, V> node = descend(path[level], children[level] + step);
    while (!node.isLeaf()) {
      node = descend(node, step == FORWARDS ? 0 : node.count - 1);
    }
    enter(node);
    index = beforeFirst() + step;
    return low < high;
  }

  private boolean hasNextChild(int level) {
    int next = children[level] + step;
    return next >= 0 && next < path[level].count;
  }

  private boolean rangeEndsInLeaf() {
    return step == FORWARDS ? high < leaf.count : low > 0;
  }

  private void enter(TreeNode<K, V> node) {
    leaf = node;
    low = 0;
    high = leaf.count;
    if (!endsWithRange || high == 0) {
      return;
    }
    if (step == FORWARDS && leaf.positionOf(high - 1, position) > 0) {
      high = leaf.boundary(position, true);
    } else if (step == BACKWARDS && leaf.positionOf(0, position) < 0) {
      low = leaf.boundary(position, false);
    }
  }

  private int beforeFirst() {
    return step == FORWARDS ? low - 1 : high;
  }
}
