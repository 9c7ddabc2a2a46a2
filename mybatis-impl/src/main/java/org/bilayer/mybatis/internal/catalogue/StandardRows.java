package org.bilayer.mybatis.internal.catalogue;

import java.util.List;
import org.bilayer.store.catalogue.CatalogueForeignKey.Action;

/** What the information schema of the SQL standard says in words. */
final class StandardRows {

  private StandardRows() {}

  /** A rule such as {@code SET NULL}. */
  static Action action(String rule) {
    return Action.valueOf(rule.replace(' ', '_'));
  }

  /** One side of pairs of columns. */
  static List<String> column(List<List<String>> pairs, int side) {
    return pairs.stream().map(pair -> pair.get(side)).toList();
  }
}
