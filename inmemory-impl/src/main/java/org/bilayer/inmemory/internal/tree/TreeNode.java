package org.bilayer.inmemory.internal.tree;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A node of the B+ tree: a sorted array of keys, each with a slot. Every thread may read a node. Only the edit that
 * owns a node may change it.
 */
final class TreeNode<K, V> {
  /*
   * Entries live in the leaves (level 0) only, so a branch copied on the way to a leaf is keys and
   * pointers and a cursor never stops above the leaves. Leaves are not linked to their neighbours:
   * a link would have to be changed in a shared node, hence cursors keep the path instead.
   *
   * Leaf and branch have one shape. In a leaf, slots[i] is the value of keys[i]. In a branch,
   * slots[i] is a child and keys[i] a lower bound of the keys below it, greater than every key
   * below slots[i - 1]. keys[0] of a branch equals the bound its parent holds for it, and is null
   * and never read along the left edge of the tree, where there is no bound. With one bound per
   * child, rather than the textbook's one fewer, split, merge and share are plain moves of entries
   * and need no second version for branches. Two classes with typed arrays were refused: they
   * double this code to save one cast per read. A removed key may stay behind as a bound; that
   * keeps the key in memory, never its value.
   *
   * Fill. A node has at most MAX_ENTRIES entries and, unless it is the root, at least MIN_ENTRIES.
   * The minimum is a quarter, not the textbook half: a node at its limit can be split unevenly, so
   * keys arriving in order leave nodes three quarters full, and a row added and removed again does
   * not split and merge each time. The price is paid after many scattered removals, when nodes may
   * be a quarter full and the tree a level or two taller.
   *
   * Width. 32 is measured: a wider node makes each commit copy more, a narrower one
   * makes get, scan and large commits follow more pointers. Arrays grow in steps of GRANULE, so
   * that copying and keeping a half full node does not cost a full one.
   *
   * Prefixes. Beside each key stands its prefix, see PrefixOrder, so a search within a node reads one
   * run of numbers and looks at a key only where the prefixes are equal. In a large tree almost every
   * key looked at is a few cache misses (key, array of values, value), and that is most of the time of
   * a get [1]. The price is eight bytes per entry.
   *
   * Copies. A copy shares the keys with its original until the set of keys changes. A new value
   * changes none, and a new key almost never changes the branches above its leaf, so most copies
   * are of the slots alone. The array shared is that of a node which no edit owns any more, hence
   * nobody writes to it.
   *
   * [1] G. Graefe, P.-A. Larson, B-tree indexes and CPU caches, ICDE 2001, section 4.
   */
  static final int MAX_ENTRIES = 32;
  static final int MIN_ENTRIES = MAX_ENTRIES / 4;
  private static final int GRANULE = 8;

  /** The token of the edit that may change this node; see {@link TreeEdit}. */
  private final Object owner;

  /** Distance from the leaves; zero is a leaf. */
  final int level;

  /** Used entries; array elements from here on are null and never read. */
  int count;

  /** Keys in the leaves below, or in this leaf. Kept by the callers of {@link #insert}. */
  long size;

  Object[] keys;

  /** The prefix of each key. */
  long[] prefixes;

  Object[] slots;

  /** Whether {@link #keys} and {@link #prefixes} are also those of the node this one was copied from. */
  private boolean sharesKeys;

  private TreeNode(Object owner, int level, Object[] keys, long[] prefixes, Object[] slots) {
    this.owner = owner;
    this.level = level;
    this.keys = keys;
    this.prefixes = prefixes;
    this.slots = slots;
  }

  static <K, V> TreeNode<K, V> create(Object owner, int level, int entries) {
    int length = lengthFor(entries);
    return new TreeNode<>(owner, level, new Object[length], new long[length], new Object[length]);
  }

  /** A root above two halves of a root that was split. */
  static <K, V> TreeNode<K, V> above(Object owner, TreeNode<K, V> left, TreeNode<K, V> right) {
    TreeNode<K, V> root = create(owner, left.level + 1, 2);
    root.count = 2;
    root.size = left.size + right.size;
    root.slots[0] = left;
    root.setChild(1, right);
    return root;
  }

  /** This node if the token owns the node, otherwise a copy that the token owns. */
  TreeNode<K, V> ownedBy(Object token) {
    if (owner == token) {
      return this;
    }
    TreeNode<K, V> copy = new TreeNode<>(token, level, keys, prefixes, slots.clone());
    copy.sharesKeys = true;
    copy.count = count;
    copy.size = size;
    return copy;
  }

  boolean isLeaf() {
    return level == 0;
  }

  @SuppressWarnings("unchecked") // keys[0..count) holds only what insert was given: K
  K key(int index) {
    return (K) keys[index];
  }

  @SuppressWarnings("unchecked") // in a leaf, slots[0..count) holds only what was put: V
  V value(int index) {
    return (V) slots[index];
  }

  @SuppressWarnings("unchecked") // in a branch, slots[0..count) holds only children
  TreeNode<K, V> child(int index) {
    return (TreeNode<K, V>) slots[index];
  }

  /** The value of the key in this subtree. */
  @Nullable
  V get(K key, PrefixOrder<K> order) {
    long prefix = order.prefix(key);
    TreeNode<K, V> node = this;
    while (!node.isLeaf()) {
      node = node.child(node.childOf(key, prefix, order));
    }
    int index = node.find(key, prefix, order);
    return index < 0 ? null : node.value(index);
  }

  /** In a leaf, the index of the key, or {@code -1 - i} if it is absent and belongs at i. */
  int find(K key, long prefix, PrefixOrder<K> order) {
    int low = 0;
    int high = count - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int sign = compare(middle, key, prefix, order);
      if (sign < 0) {
        low = middle + 1;
      } else if (sign > 0) {
        high = middle - 1;
      } else {
        return middle;
      }
    }
    return -1 - low;
  }

  /** In a branch, the index of the only child that can hold the key. */
  int childOf(K key, long prefix, PrefixOrder<K> order) {
    int low = 1;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (compare(middle, key, prefix, order) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }

  /** In a branch, the index of the only child that can hold keys with a prefix, or -1 if the prefix does not tell. */
  int childOf(long prefix) {
    int next = firstNotBelow(prefix, 1);
    return next < count && prefixes[next] == prefix ? -1 : next - 1;
  }

  /** In a leaf, the index of a value whose key has a prefix, or -1 if it is not here. */
  @SuppressWarnings("ReferenceEquality") // the very value
  int indexOf(V value, long prefix) {
    for (int i = firstNotBelow(prefix, 0); i < count && prefixes[i] == prefix; i++) {
      if (slots[i] == value) {
        return i;
      }
    }
    return -1;
  }

  private int firstNotBelow(long prefix, int from) {
    int low = from;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (prefixes[middle] < prefix) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private int compare(int index, K key, long prefix, PrefixOrder<K> order) {
    long mine = prefixes[index];
    if (mine != prefix) {
      return mine < prefix ? -1 : 1;
    }
    return order.isExact() ? 0 : order.compare(key(index), key);
  }

  /**
   * In a leaf, the index of the first key that is not before the range, or, when {@code behind},
   * that is after it; {@link #count} if there is none.
   */
  int boundary(Position<K> position, boolean behind) {
    return boundary(position, behind, 0);
  }

  /** In a branch, the child in which that boundary lies, or at whose end it lies. */
  int childAtBoundary(Position<K> position, boolean behind) {
    return boundary(position, behind, 1) - 1;
  }

  private int boundary(Position<K> position, boolean behind, int from) {
    int greatestBefore = behind ? 0 : -1;
    int low = from;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (positionOf(middle, position) <= greatestBefore) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The position of a key. */
  int positionOf(int index, Position<K> position) {
    int sign = position.ofPrefix(prefixes[index]);
    return sign != 0 ? sign : position.applyAsInt(key(index));
  }

  void setValue(int index, V value) {
    slots[index] = value;
  }

  /**
   * Replaces a child without a change of its lower bound. In most cases the child is the same object, and the write
   * is skipped to avoid a write barrier.
   */
  void replaceChild(int index, TreeNode<K, V> child) {
    if (slots[index] != child) {
      slots[index] = child;
    }
  }

  private void setChild(int index, TreeNode<K, V> child) {
    makeRoom(count);
    keys[index] = child.keys[0];
    prefixes[index] = child.prefixes[0];
    slots[index] = child;
  }

  /** Inserts a key. The caller has already increased {@link #size}. Returns the right half if this node was full. */
  @Nullable
  TreeNode<K, V> insert(int index, K key, long prefix, V value) {
    return insertEntry(index, key, prefix, value);
  }

  /** Inserts the right half of the previous child. Returns the right half of this node if it was full. */
  @Nullable
  TreeNode<K, V> insertChild(int index, TreeNode<K, V> child) {
    return insertEntry(index, child.keys[0], child.prefixes[0], child);
  }

  private @Nullable TreeNode<K, V> insertEntry(int index, Object key, long prefix, Object slot) {
    if (count < MAX_ENTRIES) {
      open(index, 1);
      keys[index] = key;
      prefixes[index] = prefix;
      slots[index] = slot;
      return null;
    }
    int middle = splitPoint(index);
    TreeNode<K, V> right = create(owner, level, count - middle + 1);
    right.take(0, this, middle, count);
    close(middle, count - middle);
    if (index <= middle) {
      insertEntry(index, key, prefix, slot);
    } else {
      right.insertEntry(index - middle, key, prefix, slot);
    }
    right.size = right.sizeOfEntries();
    size -= right.size;
    return right;
  }

  /* At either end the next keys will probably follow this key. The split leaves room at this end only. */
  private int splitPoint(int index) {
    if (index == count) {
      return MAX_ENTRIES - MIN_ENTRIES;
    }
    return index == 0 ? MIN_ENTRIES : MAX_ENTRIES / 2;
  }

  /** Removes an entry. The caller decreases {@link #size}. */
  void remove(int index) {
    close(index, 1);
  }

  /** In a branch, fills a child with too few entries up to the minimum. The owner of this node owns the child, too. */
  void refill(int index) {
    int leftIndex = Math.max(0, index - 1);
    TreeNode<K, V> left = child(leftIndex).ownedBy(owner);
    TreeNode<K, V> right = child(leftIndex + 1);
    slots[leftIndex] = left;
    if (left.count + right.count <= MAX_ENTRIES) {
      left.take(left.count, right, 0, right.count);
      left.size += right.size;
      close(leftIndex + 1, 1);
    } else {
      right = right.ownedBy(owner);
      share(left, right);
      setChild(leftIndex + 1, right);
    }
  }

  /* Half of the difference is moved, not one entry. The next removals then need no move. */
  private static <K, V> void share(TreeNode<K, V> left, TreeNode<K, V> right) {
    int leftCount = (left.count + right.count) / 2;
    long both = left.size + right.size;
    if (left.count > leftCount) {
      right.take(0, left, leftCount, left.count);
      left.close(leftCount, left.count - leftCount);
    } else {
      int moved = leftCount - left.count;
      left.take(left.count, right, 0, moved);
      right.close(0, moved);
    }
    left.size = left.sizeOfEntries();
    right.size = both - left.size;
  }

  private long sizeOfEntries() {
    if (isLeaf()) {
      return count;
    }
    return sizeOfChildren(0, count);
  }

  /** In a branch, the keys below the children from, inclusive, to, exclusive. */
  long sizeOfChildren(int from, int to) {
    long sum = 0;
    for (int i = from; i < to; i++) {
      sum += child(i).size;
    }
    return sum;
  }

  private void take(int index, TreeNode<K, V> source, int from, int to) {
    int entries = to - from;
    open(index, entries);
    System.arraycopy(source.keys, from, keys, index, entries);
    System.arraycopy(source.prefixes, from, prefixes, index, entries);
    System.arraycopy(source.slots, from, slots, index, entries);
  }

  private void open(int index, int entries) {
    makeRoom(count + entries);
    System.arraycopy(keys, index, keys, index + entries, count - index);
    System.arraycopy(prefixes, index, prefixes, index + entries, count - index);
    System.arraycopy(slots, index, slots, index + entries, count - index);
    count += entries;
  }

  private void close(int index, int entries) {
    int end = index + entries;
    int left = count - entries;
    makeRoom(count);
    System.arraycopy(keys, end, keys, index, count - end);
    System.arraycopy(prefixes, end, prefixes, index, count - end);
    System.arraycopy(slots, end, slots, index, count - end);
    Arrays.fill(keys, left, count, null);
    Arrays.fill(slots, left, count, null);
    count = left;
  }

  /** Gives this node its own arrays, with room for the given number of entries. */
  private void makeRoom(int entries) {
    if (sharesKeys || keys.length < entries) {
      keys = Arrays.copyOf(keys, lengthFor(entries));
      prefixes = Arrays.copyOf(prefixes, lengthFor(entries));
      sharesKeys = false;
    }
    if (slots.length < entries) {
      slots = Arrays.copyOf(slots, lengthFor(entries));
    }
  }

  private static int lengthFor(int entries) {
    return Math.min(MAX_ENTRIES, (entries + GRANULE - 1) / GRANULE * GRANULE);
  }
}
