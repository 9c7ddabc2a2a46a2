package org.bilayer.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import org.bilayer.failure.MisuseException;
import org.bilayer.spi.ForeignKey;
import org.bilayer.spi.Key;
import org.bilayer.spi.Table;
import org.bilayer.spi.UniqueKey;
import org.jspecify.annotations.Nullable;

/**
 * Which write of a flush must come before which. An edge runs from an inserted row to a row that refers to it, from a row
 * that stops referring to the row that is deleted, and from a row that gives up a unique value to the row that takes it.
 */
final class FlushGraph {

  /**
   * One write must precede another.
   *
   * @param columns of the row named by {@code parking}, in which a null in between would make the edge unnecessary; empty
   *     if nothing would
   * @param parking the end of the edge whose row would hold that null
   */
  private record Edge(int from, int to, List<Integer> columns, int parking, String why) {}

  /** A row of a table, or a value of one of its keys. */
  private record Place(String constraint, Key key) {

    /* Written out: a record's own are made at run time, and stay slow until they are compiled. */
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Place place
          && key.equals(place.key)
          && constraint.equals(place.constraint);
    }

    @Override
    public int hashCode() {
      return 31 * constraint.hashCode() + key.hashCode();
    }
  }

  private final List<PlannedWrite> writes;
  private final List<Edge> edges = new ArrayList<>();

  FlushGraph(List<PlannedWrite> writes) {
    this.writes = writes;
    addReferences();
    addUniqueValues();
    addSteps();
  }

  private void addReferences() {
    var inserted = new HashMap<Place, Integer>();
    var deleted = new HashMap<Place, Integer>();
    for (int i = 0; i < writes.size(); i++) {
      PlannedWrite write = writes.get(i);
      var place = new Place(write.table().name(), write.key());
      if (write.isInsert()) {
        inserted.put(place, i);
      } else if (write.isDelete()) {
        deleted.put(place, i);
      }
    }
    if (inserted.isEmpty() && deleted.isEmpty()) {
      return;
    }
    for (int i = 0; i < writes.size(); i++) {
      PlannedWrite write = writes.get(i);
      for (ForeignKey reference : write.table().foreignKeys()) {
        Place before = place(reference, write.before());
        Place after = place(reference, write.after());
        Integer target = after == null ? null : inserted.get(after);
        if (target != null && target != i) {
          edges.add(new Edge(
              target, i, nullable(write.table(), reference.columns()), i, reference.name()));
        }
        Integer removed = before == null || before.equals(after) ? null : deleted.get(before);
        if (removed != null && removed != i) {
          edges.add(new Edge(
              i, removed, nullable(write.table(), reference.columns()), i, reference.name()));
        }
      }
    }
  }

  private static @Nullable Place place(ForeignKey reference, @Nullable Object @Nullable [] row) {
    Key key = row == null ? null : Key.from(row, reference.columns());
    return key == null ? null : new Place(reference.target(), key);
  }

  private void addUniqueValues() {
    var freed = new HashMap<Place, Integer>();
    for (int i = 0; i < writes.size(); i++) {
      PlannedWrite write = writes.get(i);
      if (write.isDelete()) {
        freed.put(new Place(write.table().keyName(), write.key()), i);
      }
      for (UniqueKey unique : write.table().uniqueKeys()) {
        Place before = place(unique, write.before());
        if (before != null && !before.equals(place(unique, write.after()))) {
          freed.put(before, i);
        }
      }
    }
    if (freed.isEmpty()) {
      return;
    }
    for (int i = 0; i < writes.size(); i++) {
      PlannedWrite write = writes.get(i);
      if (write.isInsert()) {
        addTaken(freed, new Place(write.table().keyName(), write.key()), i, List.of());
      }
      for (UniqueKey unique : write.table().uniqueKeys()) {
        Place after = place(unique, write.after());
        if (after != null && !after.equals(place(unique, write.before()))) {
          addTaken(freed, after, i, nullable(write.table(), unique.columns()));
        }
      }
    }
  }

  private void addTaken(Map<Place, Integer> freed, Place place, int taker, List<Integer> columns) {
    Integer giver = freed.get(place);
    if (giver != null && giver != taker) {
      edges.add(new Edge(giver, taker, columns, taker, place.constraint()));
    }
  }

  private static @Nullable Place place(UniqueKey unique, @Nullable Object @Nullable [] row) {
    Key key = row == null ? null : Key.from(row, unique.columns());
    return key == null ? null : new Place(unique.name(), key);
  }

  /** Two steps of one row stay in their order. */
  private void addSteps() {
    var first = new HashMap<Place, Integer>();
    for (int i = 0; i < writes.size(); i++) {
      var place = new Place(writes.get(i).table().name(), writes.get(i).key());
      Integer earlier = first.get(place);
      if (earlier == null) {
        first.put(place, i);
      } else if (isSecondStep(writes.get(earlier), writes.get(i))) {
        edges.add(new Edge(earlier, i, List.of(), i, "two steps of one row"));
        first.put(place, i);
      }
    }
  }

  @SuppressWarnings(
      "ReferenceEquality") // the second step begins with the very row the first one leaves
  private static boolean isSecondStep(PlannedWrite one, PlannedWrite other) {
    return one.after() != null && one.after() == other.before();
  }

  static List<Integer> nullable(Table table, List<Integer> columns) {
    var nullable = new ArrayList<Integer>();
    for (int column : columns) {
      if (table.columns().get(column).nullable()) {
        nullable.add(column);
      }
    }
    return nullable;
  }

  /** Whether the given order is already right. */
  boolean isForward() {
    for (Edge edge : edges) {
      if (edge.from() > edge.to()) {
        return false;
      }
    }
    return true;
  }

  /** The writes in topological order, given order deciding ties; fewer than all if there is a circle. */
  List<PlannedWrite> sorted() {
    var sorted = new ArrayList<PlannedWrite>(writes.size());
    for (int index : sortedIndexes()) {
      sorted.add(writes.get(index));
    }
    return sorted;
  }

  private List<Integer> sortedIndexes() {
    int[] waitingFor = new int[writes.size()];
    Map<Integer, List<Integer>> successors = new HashMap<>();
    for (Edge edge : edges) {
      waitingFor[edge.to()]++;
      successors.computeIfAbsent(edge.from(), from -> new ArrayList<>()).add(edge.to());
    }
    var ready = new PriorityQueue<Integer>();
    for (int i = 0; i < waitingFor.length; i++) {
      if (waitingFor[i] == 0) {
        ready.add(i);
      }
    }
    var sorted = new ArrayList<Integer>(writes.size());
    while (!ready.isEmpty()) {
      int next = Objects.requireNonNull(ready.poll());
      sorted.add(next);
      for (int successor : successors.getOrDefault(next, List.of())) {
        if (--waitingFor[successor] == 0) {
          ready.add(successor);
        }
      }
    }
    return sorted;
  }

  /**
   * The writes with one of them, which lies on a circle, split into two steps.
   *
   * @throws MisuseException if no row on the circle can hold a null in between
   */
  List<PlannedWrite> withOneCircleCut() {
    List<Edge> circle = circle();
    for (Edge edge : circle) {
      PlannedWrite parked = writes.get(edge.parking());
      if (!edge.columns().isEmpty() && !hasParked(parked, edge.columns().get(0))) {
        var split = new ArrayList<PlannedWrite>(writes);
        split.remove(edge.parking());
        split.addAll(edge.parking(), TwoSteps.of(parked, edge.columns().get(0)));
        return split;
      }
    }
    var rows = new StringBuilder();
    for (Edge edge : circle) {
      PlannedWrite write = writes.get(edge.to());
      rows.append(rows.length() == 0 ? "" : ", ")
          .append(write.table().name())
          .append(' ')
          .append(write.key())
          .append(" (")
          .append(edge.why())
          .append(')');
    }
    throw new MisuseException(
        "The changes of this unit of work cannot be written in any order: each of these rows waits for the next ["
            + rows
            + "]. Make a column of the named constraint nullable, or do it in two units of work.",
        null);
  }

  /** Whether the null in between is there already, before or after this step. */
  private static boolean hasParked(PlannedWrite write, int column) {
    boolean nullBefore = write.before() != null && write.before()[column] == null;
    boolean nullAfter = write.after() != null && write.after()[column] == null;
    return write.isDelete() ? nullBefore : nullAfter;
  }

  /** The edges of a circle among the writes that cannot be sorted. */
  private List<Edge> circle() {
    Set<Integer> sorted = new HashSet<>(sortedIndexes());
    var into = new HashMap<Integer, Edge>();
    for (Edge edge : edges) {
      if (!sorted.contains(edge.from()) && !sorted.contains(edge.to())) {
        into.put(edge.to(), edge);
      }
    }
    // Every write that cannot be sorted waits for another such one: walking backwards must come
    // round.
    var walked = new ArrayList<Edge>();
    var seen = new HashMap<Integer, Integer>();
    int at = into.keySet().iterator().next();
    while (!seen.containsKey(at)) {
      seen.put(at, walked.size());
      Edge edge = Objects.requireNonNull(into.get(at), "a write on no circle was left unsorted");
      walked.add(edge);
      at = edge.from();
    }
    return walked.subList(Objects.requireNonNull(seen.get(at)), walked.size());
  }
}
