package org.bilayer.mybatis.internal.catalogue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Gathers the columns of keys, which catalogues list one a row. What rows say of a key is a list of texts in the order of the
 * query: how records are compared is linked at run time, which takes a new JVM some milliseconds.
 *
 * @param <P> what rows say of one column of a key
 */
final class Grouped<P> {

  private final Map<List<String>, List<P>> parts = new LinkedHashMap<>();

  void add(List<String> key, P part) {
    parts.computeIfAbsent(key, none -> new ArrayList<>()).add(part);
  }

  void forEach(BiConsumer<List<String>, List<P>> action) {
    parts.forEach(action);
  }
}
