package org.bilayer.inmemory.internal.tree;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map in the order of its keys; a changed map is a new tree that shares almost all of
 * its memory with the old one.
 *
 * <p>Keys are told apart by the comparator alone. Null is neither a key nor a value.
 *
 * <p>Immutable and thread-safe. Hand a tree to another thread through a final or volatile field or
 * under a lock.
 */
public final class SortedTree<K, V> {
  /*
   * A B+ tree [1] with path copying [2]; TreeNode says how it is laid out, TreeEdit how it changes.
   *
   * A binary tree was refused: it copies log2(n) nodes for a put and follows as many pointers for a
   * get, where this one copies and follows a quarter of that, in arrays. A hash trie was refused
   * because scans need order, and a second structure beside it for order could disagree with it.
   *
   * Publication. Nodes have plain fields that their edit changes in place. All of these writes come
   * before the constructor of the tree in the edit's thread, and none after it, because the edit
   * gives up its token then. So whatever makes the reference visible (JLS 17.4.5: volatile write
   * before volatile read, unlock before lock) makes the nodes visible, those of earlier trees
   * included, since the editing thread had received them in the same way. The root is a final
   * field for the same promise where a tree is kept in a final field of another object (JLS 17.5:
   * a reader that comes to the nodes through a final field sees what was written before the
   * constructor ended). A chain of trees each passed on by a data race is not promised: visibility
   * by final fields is not transitive (JLS 17.5.1).
   *
   * Each node counts the keys below it. The path is copied anyway, so the count costs put one
   * addition per level, and pays for rank and a start in the middle. Counts of the
   * children in an array of the parent would make rank faster and each put copy that array too.
   *
   * There is no bulk builder: one edit given sorted keys takes no path twice and leaves nodes three
   * quarters full, which is most of what a builder would gain.
   *
   * [1] R. Bayer, E. McCreight, Organization and maintenance of large ordered indexes, Acta
   *     Informatica 1(3), 1972; with entries in the leaves only: D. Comer, The ubiquitous B-tree,
   *     ACM Computing Surveys 11(2), 1979.
   * [2] J. R. Driscoll, N. Sarnak, D. D. Sleator, R. E. Tarjan, Making data structures persistent,
   *     Journal of Computer and System Sciences 38(1), 1989.
   */
  private final PrefixOrder<K> order;
  private final TreeNode<K, V> root;

  SortedTree(PrefixOrder<K> order, TreeNode<K, V> root) {
    this.order = order;
    this.root = root;
  }

  /**
   * Returns a map without keys whose descendants all order their keys by the comparator. A {@link PrefixOrder} makes
   * them fast.
   */
  public static <K, V> SortedTree<K, V> empty(Comparator<? super K> comparator) {
    return new SortedTree<>(
        PrefixOrder.of(requireNonNull(comparator, "comparator")),
        TreeNode.create(new Object(), 0, 0));
  }

  /** Begins changes that lead to a new tree; this one stays as it is. */
  public TreeEdit<K, V> edit() {
    return new TreeEdit<>(this, root, order);
  }

  /** Returns the value under a key, or null if there is none. */
  public @Nullable V get(K key) {
    return root.get(requireNonNull(key, "key"), order);
  }

  public boolean contains(K key) {
    return get(key) != null;
  }

  public long size() {
    return root.size;
  }

  public boolean isEmpty() {
    return root.size == 0;
  }

  /** Returns the entry with the least key, or null if this is empty. */
  public Map.@Nullable Entry<K, V> first() {
    return nextOf(ascending());
  }

  /** Returns the entry with the greatest key, or null if this is empty. */
  public Map.@Nullable Entry<K, V> last() {
    return nextOf(descending());
  }

  /** Walks over all entries from the least key to the greatest. */
  public TreeCursor<K, V> ascending() {
    return ascendingFrom(key -> 0);
  }

  /** Walks from a key, which need not be in the map, to the greatest key. */
  public TreeCursor<K, V> ascendingFrom(K key, boolean inclusive) {
    return ascendingFrom(inclusive ? at(key) : justAfter(key));
  }

  /**
   * Walks from the first key of a range, or after it, to the greatest key of the map.
   *
   * @param position negative for a key before the range, zero in it, positive after it; must never
   *     decrease from a key to a greater one. Is also asked about keys that are no longer in the
   *     map.
   */
  public TreeCursor<K, V> ascendingFrom(ToIntFunction<? super K> position) {
    return TreeCursor.forwards(root, Position.of(requireNonNull(position, "position")), false);
  }

  /**
   * Walks over a range, from its first key to its last.
   *
   * @param position as in {@link #ascendingFrom(ToIntFunction)}; asked O(log n) times at the start,
   *     then about once per node and not once per entry
   */
  public TreeCursor<K, V> ascendingIn(ToIntFunction<? super K> position) {
    return TreeCursor.forwards(root, Position.of(requireNonNull(position, "position")), true);
  }

  /**
   * Walks from the entry that so many entries precede to the greatest key.
   *
   * @throws IndexOutOfBoundsException unless the index is from zero to the size; at the size the
   *     walk is empty
   */
  public TreeCursor<K, V> ascendingAt(long index) {
    if (index < 0 || index > root.size) {
      throw outOfBounds(index);
    }
    return TreeCursor.forwardsAt(root, index);
  }

  /** Walks over all entries from the greatest key to the least. */
  public TreeCursor<K, V> descending() {
    return descendingFrom(key -> 0);
  }

  /** Walks from a key, which need not be in the map, to the least key. */
  public TreeCursor<K, V> descendingFrom(K key, boolean inclusive) {
    return descendingFrom(inclusive ? at(key) : justBefore(key));
  }

  /**
   * Walks from the last key of a range, or before it, to the least key of the map.
   *
   * @param position as in {@link #ascendingFrom(ToIntFunction)}
   */
  public TreeCursor<K, V> descendingFrom(ToIntFunction<? super K> position) {
    return TreeCursor.backwards(root, Position.of(requireNonNull(position, "position")), false);
  }

  /**
   * Walks over a range, from its last key to its first.
   *
   * @param position as in {@link #ascendingIn(ToIntFunction)}
   */
  public TreeCursor<K, V> descendingIn(ToIntFunction<? super K> position) {
    return TreeCursor.backwards(root, Position.of(requireNonNull(position, "position")), true);
  }

  /** Returns the number of keys that are less than a key, which need not be in the map. */
  public long rank(K key) {
    return countBefore(at(key), false);
  }

  /**
   * Returns the number of keys in a range, without a walk over it.
   *
   * @param position as in {@link #ascendingFrom(ToIntFunction)}
   */
  public long countIn(ToIntFunction<? super K> position) {
    Position<K> range = Position.of(requireNonNull(position, "position"));
    return countBefore(range, true) - countBefore(range, false);
  }

  /**
   * Returns the entry that so many entries precede.
   *
   * @throws IndexOutOfBoundsException unless the index is from zero to one below the size
   */
  public Map.Entry<K, V> entryAt(long index) {
    Map.Entry<K, V> entry = nextOf(ascendingAt(index));
    if (entry == null) {
      throw outOfBounds(index);
    }
    return entry;
  }

  boolean hasRoot(TreeNode<K, V> node) {
    return root == node;
  }

  PrefixOrder<K> order() {
    return order;
  }

  TreeNode<K, V> root() {
    return root;
  }

  /**
   * Returns the number of keys before a range, without a walk over them.
   *
   * @param position as in {@link #ascendingFrom(ToIntFunction)}
   */
  public long countBefore(ToIntFunction<? super K> position) {
    return countBefore(Position.of(requireNonNull(position, "position")), false);
  }

  private long countBefore(Position<K> position, boolean behind) {
    long before = 0;
    TreeNode<K, V> node = root;
    while (!node.isLeaf()) {
      int child = node.childAtBoundary(position, behind);
      before += node.sizeOfChildren(0, child);
      node = node.child(child);
    }
    return before + node.boundary(position, behind);
  }

  private static <K, V> Map.@Nullable Entry<K, V> nextOf(TreeCursor<K, V> cursor) {
    return cursor.next() ? Map.entry(cursor.key(), cursor.value()) : null;
  }

  private IndexOutOfBoundsException outOfBounds(long index) {
    return new IndexOutOfBoundsException(
        "Cannot start there: no such entry [index=" + index + ", size=" + root.size + "].");
  }

  private Position<K> at(K bound) {
    requireNonNull(bound, "key");
    return key -> order.compare(key, bound);
  }

  private Position<K> justAfter(K bound) {
    requireNonNull(bound, "key");
    return key -> order.compare(key, bound) <= 0 ? -1 : 1;
  }

  private Position<K> justBefore(K bound) {
    requireNonNull(bound, "key");
    return key -> order.compare(key, bound) < 0 ? -1 : 1;
  }
}
