package org.bilayer.mybatis.internal.live;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Gathers the columns of keys, which catalogues list one a row. What rows say of a key, and what they say of a column, are lists of
 * texts in the order of the query: how records are compared is linked at run time, which takes a new JVM some milliseconds.
 */
final class KeyParts {

  private final Map<List<String>, List<List<String>>> parts = new LinkedHashMap<>();

  void add(List<String> key, List<String> column) {
    parts.computeIfAbsent(key, none -> new ArrayList<>()).add(column);
  }

  void forEach(BiConsumer<List<String>, List<List<String>>> action) {
    parts.forEach(action);
  }

  /** The first text of each column. */
  static List<String> firsts(List<List<String>> columns) {
    return columns.stream().map(column -> column.get(0)).toList();
  }
}
