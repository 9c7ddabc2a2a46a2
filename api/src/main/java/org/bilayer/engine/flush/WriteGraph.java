package org.bilayer.engine.flush;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bilayer.store.ForeignKey;
import org.bilayer.store.Table;
import org.bilayer.store.UniqueKey;
import org.bilayer.value.Key;
import org.bilayer.value.StoredType;
import org.jspecify.annotations.Nullable;

/**
 * Which write of a flush must come before which. An edge runs from an inserted row to a row that refers to it, from a row
 * that stops referring to the row that is deleted, and from a row that gives up a unique value to the row that takes it.
 */
final class WriteGraph {

  /** What makes one write wait for another. */
  enum Reason {
    /** The row refers to a row that is inserted. */
    REFERS,
    /** The row stops referring to a row that is deleted. */
    RELEASES,
    /** The row takes a unique value that another row gives up. */
    TAKES,
    /** Two steps of one row stay in their order. */
    STEPS
  }

  static final class Node {

    final PlannedWrite write;

    /** Nodes that nothing forces apart are written in this order; a split node hands its range to its steps. */
    final long order;

    final long range;

    /** Most writes have no edges. */
    List<Edge> in = List.of();

    List<Edge> out = List.of();

    /** Up to here the edges of {@link #in} are not waited for any more. */
    int walkedIn;

    int waitingFor;

    /** It waits for nothing any more, or was split. */
    boolean isOut;

    boolean isSplit;

    int placeInWalk = -1;

    Node(PlannedWrite write, long order, long range) {
      this.write = write;
      this.order = order;
      this.range = range;
    }

    void addIn(Edge edge) {
      in = in.isEmpty() ? new ArrayList<>(2) : in;
      in.add(edge);
    }

    void addOut(Edge edge) {
      out = out.isEmpty() ? new ArrayList<>(2) : out;
      out.add(edge);
    }
  }

  /** One write must precede another. */
  static final class Edge {

    final Node from;
    final Node to;
    final Reason reason;
    final String constraint;

    /** Columns in which a null in between would make the edge unnecessary; empty if nothing would. */
    final List<Integer> columns;

    /** The unique value that changes hands. */
    final @Nullable Place place;

    boolean isGone;

    Edge(
        Node from,
        Node to,
        Reason reason,
        String constraint,
        List<Integer> columns,
        @Nullable Place place) {
      this.from = from;
      this.to = to;
      this.reason = reason;
      this.constraint = constraint;
      this.columns = columns;
      this.place = place;
    }

    /** The end whose row would hold the null in between. */
    Node parking() {
      return reason == Reason.RELEASES ? from : to;
    }
  }

  /** A row of a table, or a value of one of its keys. */
  record Place(String table, String constraint, Key key) {

    /* Written out: a record's own are made at run time, and stay slow until they are compiled. */
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Place place
          && key.equals(place.key)
          && constraint.equals(place.constraint)
          && table.equals(place.table);
    }

    @Override
    public int hashCode() {
      return 31 * (31 * table.hashCode() + constraint.hashCode()) + key.hashCode();
    }
  }

  /** What stands for the row itself; no constraint has an empty name. */
  private static final String ROW = "";

  private static final long RANGE = 1L << 32;

  /** In the order given, with the steps of split ones behind them. */
  private final List<Node> nodes;

  private final Map<Place, Node> inserted = new HashMap<>();
  private final Map<Place, Node> deleted = new HashMap<>();

  /** Who gives up a unique value. */
  private final Map<Place, Node> freed = new HashMap<>();

  /** How often an edge was made or looked at. */
  private long steps;

  WriteGraph(List<PlannedWrite> writes) {
    nodes = new ArrayList<>(writes.size());
    for (PlannedWrite write : writes) {
      var node = new Node(write, nodes.size() * RANGE, RANGE);
      nodes.add(node);
      offer(node);
    }
    if (!inserted.isEmpty() || !deleted.isEmpty() || !freed.isEmpty()) {
      nodes.forEach(this::connect);
    }
    connectSteps();
  }

  /** How often an edge was made or looked at so far; a measure of cost that no clock disturbs. */
  long steps() {
    return steps;
  }

  void countStep() {
    steps++;
  }

  /** All writes, also those that were split; the list grows when a write is split. */
  List<Node> nodes() {
    return nodes;
  }

  // --- building

  /** Notes what others may wait for: the row that comes, the row that goes, and the unique values that are given up. */
  private void offer(Node node) {
    PlannedWrite write = node.write;
    if (write.isInsert()) {
      inserted.put(rowOf(write), node);
    } else if (write.isDelete()) {
      deleted.put(rowOf(write), node);
      for (Place place : placesOf(write)) {
        freed.put(place, node);
      }
    }
    for (UniqueKey unique : write.table().uniqueKeys()) {
      List<Place> before = places(write.table(), unique, write.before());
      if (!before.isEmpty() && !before.equals(places(write.table(), unique, write.after()))) {
        before.forEach(place -> freed.put(place, node));
      }
    }
  }

  /** Adds the edges that follow from what a row refers to, stops referring to, and takes. */
  private void connect(Node node) {
    for (ForeignKey reference : node.write.table().foreignKeys()) {
      if (reference.enforced()) {
        connect(node, reference);
      }
    }
    if (!freed.isEmpty()) {
      connectTaken(node);
    }
  }

  private void connect(Node node, ForeignKey reference) {
    Place before = place(reference, node.write.before());
    Place after = place(reference, node.write.after());
    Node target = after == null ? null : inserted.get(after);
    if (target != null) {
      addReference(Reason.REFERS, target, node, reference, node);
    }
    Node removed = before == null || before.equals(after) ? null : deleted.get(before);
    if (removed != null) {
      addReference(Reason.RELEASES, node, removed, reference, node);
    }
  }

  private void connectTaken(Node node) {
    PlannedWrite write = node.write;
    Table table = write.table();
    if (write.isInsert()) {
      addTaken(placesOf(write), node, List.of());
    }
    for (UniqueKey unique : table.uniqueKeys()) {
      List<Place> after = places(table, unique, write.after());
      if (!after.isEmpty() && !after.equals(places(table, unique, write.before()))) {
        addTaken(after, node, nullable(table, unique.columns()));
      }
    }
  }

  /** Adds an edge because a row refers, or stops referring, to another one. */
  private void addReference(
      Reason reason, Node from, Node to, ForeignKey reference, Node referring) {
    List<Integer> columns = nullable(referring.write.table(), reference.columns());
    add(new Edge(from, to, reason, reference.name(), columns, null));
  }

  /** Adds an edge from the row that gives up a unique value, if there is such a row, to the row that takes the value. */
  private void addTaken(List<Place> places, Node taker, List<Integer> columns) {
    for (Place place : places) {
      Node giver = freed.get(place);
      if (giver != null) {
        add(new Edge(giver, taker, Reason.TAKES, place.constraint(), columns, place));
      }
    }
  }

  private void addSteps(Node first, Node second) {
    add(new Edge(first, second, Reason.STEPS, TWO_STEPS, List.of(), null));
  }

  /** Adds an edge for the same reason between other writes. */
  private void addAgain(Edge edge, Node from, Node to) {
    add(new Edge(from, to, edge.reason, edge.constraint, edge.columns, edge.place));
  }

  @SuppressWarnings("ReferenceEquality") // a node is itself and nothing else
  private void add(Edge edge) {
    if (edge.from == edge.to) {
      return;
    }
    steps++;
    edge.from.addOut(edge);
    edge.to.addIn(edge);
    if (!edge.from.isOut) {
      edge.to.waitingFor++;
    }
  }

  private void connectSteps() {
    var first = new HashMap<Place, Node>();
    for (Node node : nodes) {
      Node earlier = first.putIfAbsent(rowOf(node.write), node);
      if (earlier != null && isSecondStep(earlier.write, node.write)) {
        addSteps(earlier, node);
        first.put(rowOf(node.write), node);
      }
    }
  }

  private static final String TWO_STEPS = "two steps of one row";

  @SuppressWarnings(
      "ReferenceEquality") // the second step begins with the very row the first one leaves
  private static boolean isSecondStep(PlannedWrite one, PlannedWrite other) {
    return one.after() != null && one.after() == other.before();
  }

  private static Place rowOf(PlannedWrite write) {
    return new Place(write.table().name(), ROW, write.key());
  }

  private static List<Place> placesOf(PlannedWrite write) {
    return places(write.table(), write.table().keyName(), write.table().key(), write.key());
  }

  private static @Nullable Place place(ForeignKey reference, @Nullable Object @Nullable [] row) {
    Key key = row == null ? null : Key.from(row, reference.columns());
    return key == null ? null : new Place(reference.target(), ROW, key);
  }

  private static List<Place> places(
      Table table, UniqueKey unique, @Nullable Object @Nullable [] row) {
    Key key = row == null ? null : Key.from(row, unique.columns());
    return key == null ? List.of() : places(table, unique.name(), unique.columns(), key);
  }

  /** A value of a key; where a database may take other values for the same, one place for each fold of the value. */
  private static List<Place> places(
      Table table, String constraint, List<Integer> columns, Key key) {
    int folds = 0;
    for (int column : columns) {
      folds = Math.max(folds, table.type(column).folds());
    }
    if (folds == 0) {
      return List.of(new Place(table.name(), constraint, key));
    }
    var places = new ArrayList<Place>(folds);
    for (int fold = 0; fold < folds; fold++) {
      places.add(new Place(table.name(), constraint, folded(table, columns, key, fold)));
    }
    return places;
  }

  /** Begins with the number of the fold: folds of different numbers have nothing to do with each other. */
  private static Key folded(Table table, List<Integer> columns, Key key, int fold) {
    var values = new Object[columns.size() + 1];
    values[0] = fold;
    for (int i = 0; i < columns.size(); i++) {
      StoredType type = table.type(columns.get(i));
      values[i + 1] = type.isFolding()
          ? type.fold(Math.min(fold, type.folds() - 1), (String) key.value(i))
          : key.value(i);
    }
    return Key.of(values);
  }

  /** Those of the columns that can hold null for a while. What the database fills is not the library's to empty. */
  static List<Integer> nullable(Table table, List<Integer> columns) {
    var nullable = new ArrayList<Integer>(columns.size());
    for (int column : columns) {
      if (table.columns().get(column).nullable() && !table.generated().contains(column)) {
        nullable.add(column);
      }
    }
    return nullable;
  }

  // --- splitting

  /**
   * Puts two steps in the place of a write and gives them its edges.
   *
   * @return the first step
   */
  Node split(Node node, PlannedWrite firstStep, PlannedWrite secondStep) {
    long half = node.range / 2;
    var first = new Node(firstStep, node.order, half);
    var second = new Node(secondStep, node.order + half, half);
    node.isSplit = true;
    nodes.add(first);
    nodes.add(second);
    offer(first);
    offer(second);
    for (Edge edge : node.in) {
      if (!edge.isGone) {
        edge.isGone = true;
        moveIn(edge, first, second);
      }
    }
    for (Edge edge : node.out) {
      if (!edge.isGone) {
        edge.isGone = true;
        edge.to.waitingFor--;
        moveOut(edge, first, second);
      }
    }
    connect(first);
    connect(second);
    addSteps(first, second);
    return first;
  }

  /** Gives an edge that leads to a split row to one of its steps. */
  private void moveIn(Edge edge, Node first, Node second) {
    switch (edge.reason) {
      // The row goes in the second step.
      case RELEASES -> addAgain(edge, edge.from, second);
      case STEPS -> addAgain(edge, edge.from, first);
      case REFERS, TAKES -> {
        // connect finds out which of the steps refers to the row or takes the value.
      }
    }
  }

  /** Gives an edge that leads from a split row to one of its steps. */
  private void moveOut(Edge edge, Node first, Node second) {
    switch (edge.reason) {
      // The row is there after the first step.
      case REFERS -> addAgain(edge, first, edge.to);
      // offer has found out which of the steps gives the value up.
      case TAKES ->
        addAgain(
            edge, Objects.requireNonNull(freed.get(Objects.requireNonNull(edge.place))), edge.to);
      case STEPS -> addAgain(edge, second, edge.to);
      case RELEASES -> {
        // connect finds out which of the steps stops referring to the row.
      }
    }
  }
}
