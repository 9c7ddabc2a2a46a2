package org.bilayer.inmemory.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bilayer.spi.Key;
import org.jspecify.annotations.Nullable;

/** The row changes of one session, in order. One thread at a time. */
final class WriteLog {

  private final List<RowChange> changes = new ArrayList<>();

  boolean isEmpty() {
    return changes.isEmpty();
  }

  int size() {
    return changes.size();
  }

  void add(List<RowChange> more) {
    changes.addAll(more);
  }

  /** All changes, in order; a view. */
  List<RowChange> changes() {
    return Collections.unmodifiableList(changes);
  }

  /**
   * Forgets all but the first changes.
   *
   * @return those forgotten
   */
  List<RowChange> truncate(int size) {
    List<RowChange> later = changes.subList(size, changes.size());
    List<RowChange> forgotten = List.copyOf(later);
    later.clear();
    return forgotten;
  }

  /**
   * What became of each row in the end: at most one change per row, none for a row that was added and removed again. In
   * the order in which rows were first written.
   */
  List<RowChange> net() {
    if (changes.size() <= 1) {
      return List.copyOf(changes);
    }
    var positions = new HashMap<TableShape, Map<Key, Integer>>();
    var net = new ArrayList<@Nullable RowChange>(changes.size());
    for (RowChange change : changes) {
      Integer first = positions
          .computeIfAbsent(change.table(), table -> new HashMap<>())
          .putIfAbsent(change.key(), net.size());
      if (first == null) {
        net.add(change);
      } else {
        RowChange before = net.get(first);
        net.set(first, before == null ? change : joined(before, change));
      }
    }
    var rows = new ArrayList<RowChange>(net.size());
    for (RowChange change : net) {
      if (change != null && (change.before() != null || change.after() != null)) {
        rows.add(change);
      }
    }
    return rows;
  }

  private static RowChange joined(RowChange first, RowChange next) {
    return new RowChange(first.table(), first.key(), first.before(), next.after());
  }
}
