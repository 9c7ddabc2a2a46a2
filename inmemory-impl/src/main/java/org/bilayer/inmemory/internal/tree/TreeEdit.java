package org.bilayer.inmemory.internal.tree;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Changes that lead from one {@link SortedTree} to the next.
 *
 * <p>The changes have no effect on existing trees: on the tree at the beginning of the edit, on the trees returned by
 * {@link #tree()}, and on other edits of the same tree.
 *
 * <p>If the comparator throws an exception, the call has no effect. After an {@link Error} such as
 * {@link OutOfMemoryError} the edit must be abandoned. All trees stay intact.
 *
 * <p>Not safe for concurrent use: one thread at a time.
 */
public final class TreeEdit<K, V> {
  /*
   * Path copying [1] with ownership, as in the transients of Clojure [2]. Each edit has a token, an
   * object that no one else knows. A node made by this edit carries the token, is reachable from no
   * tree and may be changed in place; any other node is copied first. The first put of a commit so
   * costs one node per level, a later put to the same neighbourhood none.
   *
   * tree() hands the nodes out and forgets the token, so that they are nobody's from then on: O(1),
   * whatever the number of changes. The edit may go on under a new token and copies again;
   * Clojure's refusal of a used transient was not taken over, because a tree in the middle of a
   * commit is what a savepoint needs. The token is an object of its own: were it the edit, each
   * node would keep the edit, and with it a whole tree, in memory.
   *
   * Comparisons happen on the way down, changes on the way up, hence a comparator that throws finds
   * nothing half done. Insertion, splitting and merging follow Bayer and McCreight [3].
   *
   * Cost: put and remove O(log n) comparisons and at most log n copies of a node.
   *
   * [1] J. R. Driscoll, N. Sarnak, D. D. Sleator, R. E. Tarjan, Making data structures persistent,
   *     Journal of Computer and System Sciences 38(1), 1989.
   * [2] R. Hickey, Transient data structures, https://clojure.org/reference/transients, on the
   *     tries of P. Bagwell, Ideal hash trees, EPFL technical report, 2001.
   * [3] R. Bayer, E. McCreight, Organization and maintenance of large ordered indexes, Acta
   *     Informatica 1(3), 1972.
   */
  private final PrefixOrder<K> order;
  private SortedTree<K, V> frozen;
  private TreeNode<K, V> root;
  private Object token = new Object();

  /** The prefix of the key of the running put or remove. */
  private long prefix;

  /** The former value of the key of the running put or remove. Null between calls. */
  private @Nullable V previous;

  /** The right half of the node that the running put split last; null between calls. */
  private @Nullable TreeNode<K, V> split;

  TreeEdit(SortedTree<K, V> tree, TreeNode<K, V> root, PrefixOrder<K> order) {
    this.frozen = tree;
    this.root = root;
    this.order = order;
  }

  /** Returns the value under a key, or null if there is none; sees the changes made so far. */
  public @Nullable V get(K key) {
    return root.get(requireNonNull(key, "key"), order);
  }

  /** Returns the number of keys, with the changes made so far. */
  public long size() {
    return root.size;
  }

  /**
   * Sets the value under a key. If the map contains an equal key, the map keeps its own key object.
   *
   * @return the value before, or null if there was none
   */
  public @Nullable V put(K key, V value) {
    requireNonNull(key, "key");
    requireNonNull(value, "value");
    prefix = order.prefix(key);
    TreeNode<K, V> changed = put(root, key, value);
    TreeNode<K, V> right = takeSplit();
    root = right == null ? changed : TreeNode.above(token, changed, right);
    return takePrevious();
  }

  /**
   * Replaces a value, and finds the place by prefixes without reading a key, if possible. Reading keys takes most of
   * the time of {@link #put} in a large tree.
   *
   * @param prefix the prefix of the key
   * @param before the value object under this key, compared by identity
   * @return whether the value was replaced; if not, nothing has changed, and the caller must use {@link #put}
   */
  public boolean replace(long prefix, V before, V after) {
    requireNonNull(after, "after");
    TreeNode<K, V> changed = replace(root, prefix, before, after);
    if (changed == null) {
      return false;
    }
    root = changed;
    return true;
  }

  private @Nullable TreeNode<K, V> replace(TreeNode<K, V> node, long prefix, V before, V after) {
    if (node.isLeaf()) {
      int index = node.indexOf(before, prefix);
      if (index < 0) {
        return null;
      }
      TreeNode<K, V> owned = node.ownedBy(token);
      owned.setValue(index, after);
      return owned;
    }
    int index = node.childOf(prefix);
    TreeNode<K, V> child = index < 0 ? null : replace(node.child(index), prefix, before, after);
    if (child == null) {
      return null;
    }
    TreeNode<K, V> owned = node.ownedBy(token);
    owned.replaceChild(index, child);
    return owned;
  }

  /**
   * Removes a key and its value. Copies nothing if the key is absent.
   *
   * @return the value before, or null if there was none
   */
  public @Nullable V remove(K key) {
    requireNonNull(key, "key");
    prefix = order.prefix(key);
    TreeNode<K, V> changed = remove(root, key);
    while (!changed.isLeaf() && changed.count == 1) {
      changed = changed.child(0);
    }
    root = changed;
    return takePrevious();
  }

  /**
   * Returns an immutable tree with the changes made so far, in constant time. Without any change
   * since the edit began, or since this method was last called, returns the same tree again.
   *
   * <p>The edit stays usable. Later changes copy the nodes that they change, and belong to the next tree.
   */
  public SortedTree<K, V> tree() {
    if (!frozen.hasRoot(root)) {
      token = new Object();
      frozen = new SortedTree<>(order, root);
    }
    return frozen;
  }

  private TreeNode<K, V> put(TreeNode<K, V> node, K key, V value) {
    if (node.isLeaf()) {
      return putIntoLeaf(node, key, value);
    }
    int index = node.childOf(key, prefix, order);
    TreeNode<K, V> child = put(node.child(index), key, value);
    TreeNode<K, V> owned = node.ownedBy(token);
    owned.replaceChild(index, child);
    if (previous == null) {
      owned.size++;
    }
    TreeNode<K, V> right = takeSplit();
    if (right != null) {
      split = owned.insertChild(index + 1, right);
    }
    return owned;
  }

  private TreeNode<K, V> putIntoLeaf(TreeNode<K, V> leaf, K key, V value) {
    int index = leaf.find(key, prefix, order);
    TreeNode<K, V> owned = leaf.ownedBy(token);
    if (index >= 0) {
      previous = owned.value(index);
      owned.setValue(index, value);
    } else {
      owned.size++;
      split = owned.insert(-1 - index, key, prefix, value);
    }
    return owned;
  }

  private TreeNode<K, V> remove(TreeNode<K, V> node, K key) {
    if (node.isLeaf()) {
      return removeFromLeaf(node, key);
    }
    int index = node.childOf(key, prefix, order);
    TreeNode<K, V> child = remove(node.child(index), key);
    if (previous == null) {
      return node;
    }
    TreeNode<K, V> owned = node.ownedBy(token);
    owned.replaceChild(index, child);
    owned.size--;
    if (child.count < TreeNode.MIN_ENTRIES) {
      owned.refill(index);
    }
    return owned;
  }

  private TreeNode<K, V> removeFromLeaf(TreeNode<K, V> leaf, K key) {
    int index = leaf.find(key, prefix, order);
    if (index < 0) {
      return leaf;
    }
    previous = leaf.value(index);
    TreeNode<K, V> owned = leaf.ownedBy(token);
    owned.remove(index);
    owned.size--;
    return owned;
  }

  private @Nullable TreeNode<K, V> takeSplit() {
    TreeNode<K, V> right = split;
    split = null;
    return right;
  }

  private @Nullable V takePrevious() {
    V value = previous;
    previous = null;
    return value;
  }
}
