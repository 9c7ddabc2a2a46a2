package org.bilayer.inmemory.internal.tree;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Trees for tests, and what a cursor finds in them. */
final class Trees {
  private Trees() {}

  /** The keys 0, step, 2 step and so on, so many of them, each with "v" and the key as value. */
  static SortedTree<Integer, String> ofMultiples(int step, int entries) {
    TreeEdit<Integer, String> edit =
        SortedTree.<Integer, String>empty(Comparator.naturalOrder()).edit();
    for (int i = 0; i < entries; i++) {
      edit.put(i * step, "v" + i * step);
    }
    return edit.tree();
  }

  /** The keys from, inclusive, to, exclusive. */
  static List<Integer> keys(int from, int to) {
    List<Integer> keys = new ArrayList<>();
    for (int key = from; key < to; key++) {
      keys.add(key);
    }
    return keys;
  }

  static <K, V> List<K> keys(TreeCursor<K, V> cursor) {
    List<K> keys = new ArrayList<>();
    while (cursor.next()) {
      keys.add(cursor.key());
    }
    return keys;
  }

  static <K, V> NavigableMap<K, V> toMap(SortedTree<K, V> tree, Comparator<? super K> comparator) {
    NavigableMap<K, V> map = new TreeMap<>(comparator);
    TreeCursor<K, V> cursor = tree.ascending();
    while (cursor.next()) {
      map.put(cursor.key(), cursor.value());
    }
    return map;
  }
}
