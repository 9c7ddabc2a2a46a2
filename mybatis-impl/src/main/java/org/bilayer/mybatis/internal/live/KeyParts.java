package org.bilayer.mybatis.internal.live;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Gathers the parts of keys, which catalogues list one a row. */
final class KeyParts<K, V> {

  private final Map<K, List<V>> parts = new LinkedHashMap<>();

  void add(K key, V part) {
    parts.computeIfAbsent(key, none -> new ArrayList<>()).add(part);
  }

  void forEach(BiConsumer<K, List<V>> action) {
    parts.forEach(action);
  }
}
