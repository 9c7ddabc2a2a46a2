package org.bilayer.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import org.bilayer.failure.MisuseException;
import org.bilayer.store.ForeignKey;
import org.bilayer.store.Table;
import org.bilayer.store.UniqueKey;
import org.bilayer.store.Write;
import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;

/**
 * Which write of a flush must come before which. An edge runs from an inserted row to a row that refers to it, from a row
 * that stops referring to the row that is deleted, and from a row that gives up a unique value to the row that takes it.
 */
final class FlushGraph {

  /*
   * The graph is built once. Writes that wait for nothing are taken out again and again; what is left then waits in circles,
   * or behind them. A walk from any of them to a write that it waits for, and on, must come round: that circle is cut by
   * splitting one of its writes into two steps, and only the edges of that write are made again. The walk goes on from where
   * it was. In the end the writes are sorted [1].
   *
   * Cost: O((writes + edges) log writes), and for each cut the length of its circle. Building the graph again after each cut was
   * refused: 2,000 pairs of rows that swap a unique value took 10 s.
   *
   * [1] A. B. Kahn, Topological sorting of large networks, Communications of the ACM 5(11), 1962.
   */

  /** What makes one write wait for another. */
  private enum Reason {
    /** The row refers to a row that is inserted. */
    REFERS,
    /** The row stops referring to a row that is deleted. */
    RELEASES,
    /** The row takes a unique value that another row gives up. */
    TAKES,
    /** Two steps of one row stay in their order. */
    STEPS
  }

  private static final class Node {

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
  private static final class Edge {

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

  private static final long RANGE = 1L << 32;

  /** In the order given, with the steps of split ones behind them. */
  private final List<Node> nodes;

  private final Map<Place, Node> inserted = new HashMap<>();
  private final Map<Place, Node> deleted = new HashMap<>();

  /** Who gives up a unique value. */
  private final Map<Place, Node> freed = new HashMap<>();

  /** How often an edge was made or looked at. */
  private long steps;

  FlushGraph(List<PlannedWrite> writes) {
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

  // --- building

  /** Notes what others may wait for: the row that comes, the row that goes, and the unique values that are given up. */
  private void offer(Node node) {
    PlannedWrite write = node.write;
    if (write.isInsert()) {
      inserted.put(rowOf(write), node);
    } else if (write.isDelete()) {
      deleted.put(rowOf(write), node);
      freed.put(new Place(write.table().keyName(), write.key()), node);
    }
    for (UniqueKey unique : write.table().uniqueKeys()) {
      Place before = place(unique, write.before());
      if (before != null && !before.equals(place(unique, write.after()))) {
        freed.put(before, node);
      }
    }
  }

  /** Adds the edges that follow from what a row refers to, stops referring to, and takes. */
  private void connect(Node node) {
    PlannedWrite write = node.write;
    Table table = write.table();
    for (ForeignKey reference : table.foreignKeys()) {
      Place before = place(reference, write.before());
      Place after = place(reference, write.after());
      Node target = after == null ? null : inserted.get(after);
      if (target != null) {
        add(
            target,
            node,
            Reason.REFERS,
            reference.name(),
            nullable(table, reference.columns()),
            null);
      }
      Node removed = before == null || before.equals(after) ? null : deleted.get(before);
      if (removed != null) {
        add(
            node,
            removed,
            Reason.RELEASES,
            reference.name(),
            nullable(table, reference.columns()),
            null);
      }
    }
    if (freed.isEmpty()) {
      return;
    }
    if (write.isInsert()) {
      addTaken(new Place(table.keyName(), write.key()), node, List.of());
    }
    for (UniqueKey unique : table.uniqueKeys()) {
      Place after = place(unique, write.after());
      if (after != null && !after.equals(place(unique, write.before()))) {
        addTaken(after, node, nullable(table, unique.columns()));
      }
    }
  }

  private void addTaken(Place place, Node taker, List<Integer> columns) {
    Node giver = freed.get(place);
    if (giver != null) {
      add(giver, taker, Reason.TAKES, place.constraint(), columns, place);
    }
  }

  @SuppressWarnings("ReferenceEquality") // a node is itself and nothing else
  private void add(
      Node from,
      Node to,
      Reason reason,
      String constraint,
      List<Integer> columns,
      @Nullable Place place) {
    if (from == to) {
      return;
    }
    steps++;
    var edge = new Edge(from, to, reason, constraint, columns, place);
    from.addOut(edge);
    to.addIn(edge);
    if (!from.isOut) {
      to.waitingFor++;
    }
  }

  private void connectSteps() {
    var first = new HashMap<Place, Node>();
    for (Node node : nodes) {
      Node earlier = first.putIfAbsent(rowOf(node.write), node);
      if (earlier != null && isSecondStep(earlier.write, node.write)) {
        add(earlier, node, Reason.STEPS, TWO_STEPS, List.of(), null);
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
    return new Place(write.table().name(), write.key());
  }

  private static @Nullable Place place(ForeignKey reference, @Nullable Object @Nullable [] row) {
    Key key = row == null ? null : Key.from(row, reference.columns());
    return key == null ? null : new Place(reference.target(), key);
  }

  private static @Nullable Place place(UniqueKey unique, @Nullable Object @Nullable [] row) {
    Key key = row == null ? null : Key.from(row, unique.columns());
    return key == null ? null : new Place(unique.name(), key);
  }

  static List<Integer> nullable(Table table, List<Integer> columns) {
    var nullable = new ArrayList<Integer>(columns.size());
    for (int column : columns) {
      if (table.columns().get(column).nullable()) {
        nullable.add(column);
      }
    }
    return nullable;
  }

  // --- the order

  /**
   * The writes in topological order, given order deciding ties, with as many of them split into two steps as it takes.
   *
   * @throws MisuseException if no row on a circle can hold a null in between
   */
  List<PlannedWrite> sorted() {
    if (!isForward()) {
      cutCircles();
    }
    return sortedByOrder();
  }

  /** Whether the given order is already right. */
  private boolean isForward() {
    for (Node node : nodes) {
      for (Edge edge : node.out) {
        steps++;
        if (edge.to.order < node.order) {
          return false;
        }
      }
    }
    return true;
  }

  private void cutCircles() {
    var ready = new ArrayDeque<Node>();
    for (Node node : nodes) {
      if (node.waitingFor == 0) {
        ready.add(node);
      }
    }
    takeOut(ready);
    var walk = new Walk();
    // The steps of split writes are appended while this runs.
    for (int i = 0; i < nodes.size(); i++) {
      while (!nodes.get(i).isOut) {
        walk.push(nodes.get(i), null);
        while (!walk.isEmpty()) {
          List<Edge> circle = walk.nextCircle(this);
          if (!circle.isEmpty()) {
            cut(circle, ready);
            takeOut(ready);
          }
        }
      }
    }
  }

  /** Takes out writes that wait for nothing, and what then waits for nothing more. */
  private void takeOut(ArrayDeque<Node> ready) {
    for (Node node = ready.poll(); node != null; node = ready.poll()) {
      node.isOut = true;
      for (Edge edge : node.out) {
        steps++;
        if (!edge.isGone && --edge.to.waitingFor == 0) {
          ready.add(edge.to);
        }
      }
    }
  }

  /** Writes of which each waits for the next one. */
  private static final class Walk {

    private final List<Node> walked = new ArrayList<>();

    /** The edge behind each write but the first: the write before it waits for it. */
    private final List<@Nullable Edge> edges = new ArrayList<>();

    void push(Node node, @Nullable Edge edge) {
      node.placeInWalk = walked.size();
      walked.add(node);
      edges.add(edge);
    }

    private void pop() {
      walked.remove(walked.size() - 1).placeInWalk = -1;
      edges.remove(edges.size() - 1);
    }

    boolean isEmpty() {
      return walked.isEmpty();
    }

    /** Goes on until it comes round, and forgets the circle; empty if nothing is left to wait for before. */
    List<Edge> nextCircle(FlushGraph graph) {
      while (!isEmpty()) {
        Node last = walked.get(walked.size() - 1);
        if (last.isOut) {
          pop();
          continue;
        }
        Edge edge = graph.waitedFor(last);
        int place = edge.from.placeInWalk;
        if (place < 0) {
          push(edge.from, edge);
          continue;
        }
        var circle = new ArrayList<Edge>(walked.size() - place);
        for (int i = place + 1; i < walked.size(); i++) {
          circle.add(Objects.requireNonNull(edges.get(i)));
        }
        circle.add(edge);
        while (walked.size() > place) {
          pop();
        }
        return circle;
      }
      return List.of();
    }
  }

  /** An edge from a write that is not out yet; each edge is passed over once. */
  private Edge waitedFor(Node node) {
    for (; node.walkedIn < node.in.size(); node.walkedIn++) {
      steps++;
      Edge edge = node.in.get(node.walkedIn);
      if (!edge.isGone && !edge.from.isOut) {
        return edge;
      }
    }
    throw new IllegalStateException("A write that waits for nothing was not taken out.");
  }

  /**
   * Splits a write of a circle into two steps.
   *
   * @throws MisuseException if no row on the circle can hold a null in between
   */
  private void cut(List<Edge> circle, ArrayDeque<Node> ready) {
    for (Edge edge : circle) {
      steps++;
      for (int column : edge.columns) {
        if (isWorthParking(edge, column)) {
          PlannedWrite parked = edge.parking().write;
          boolean releases = edge.reason == Reason.RELEASES && !parked.isDelete();
          split(
              edge.parking(),
              releases ? TwoSteps.releasing(parked, column) : TwoSteps.of(parked, column),
              ready);
          return;
        }
      }
    }
    throw noOrder(circle);
  }

  /** Whether two steps are more than one: each of them changes something. */
  private static boolean isWorthParking(Edge edge, int column) {
    PlannedWrite parked = edge.parking().write;
    if (!(parked.write() instanceof Write.Update update)) {
      return true;
    }
    return edge.reason == Reason.RELEASES
        ? TwoSteps.rest(update, column).length > 0
        : parked.before() == null
            || parked.before()[column] != null
            || TwoSteps.rest(update, column).length > 1;
  }

  private static MisuseException noOrder(List<Edge> circle) {
    var rows = new StringBuilder();
    for (Edge edge : circle) {
      PlannedWrite write = edge.to.write;
      rows.append(rows.length() == 0 ? "" : ", ")
          .append(write.table().name())
          .append(' ')
          .append(write.key())
          .append(" (")
          .append(edge.constraint)
          .append(')');
    }
    return new MisuseException(
        "The changes of this unit of work cannot be written in any order: each of these rows waits for the next ["
            + rows
            + "]. Make a column of the named constraint nullable, or do it in two units of work.",
        null);
  }

  private void split(Node node, List<PlannedWrite> twoSteps, ArrayDeque<Node> ready) {
    long half = node.range / 2;
    var first = new Node(twoSteps.get(0), node.order, half);
    var second = new Node(twoSteps.get(1), node.order + half, half);
    node.isOut = true;
    node.isSplit = true;
    nodes.add(first);
    nodes.add(second);
    offer(first);
    offer(second);
    for (Edge edge : node.in) {
      if (!edge.isGone) {
        edge.isGone = true;
        if (edge.reason == Reason.RELEASES) {
          addAgain(edge, edge.from, second);
        } else if (edge.reason == Reason.STEPS) {
          addAgain(edge, edge.from, first);
        }
      }
    }
    for (Edge edge : node.out) {
      if (!edge.isGone) {
        edge.isGone = true;
        edge.to.waitingFor--;
        if (edge.reason == Reason.REFERS) {
          addAgain(edge, first, edge.to);
        } else if (edge.reason == Reason.TAKES) {
          addAgain(
              edge, Objects.requireNonNull(freed.get(Objects.requireNonNull(edge.place))), edge.to);
        } else if (edge.reason == Reason.STEPS) {
          addAgain(edge, second, edge.to);
        }
      }
    }
    connect(first);
    connect(second);
    add(first, second, Reason.STEPS, TWO_STEPS, List.of(), null);
    addIfReady(first, ready);
    for (Edge edge : node.out) {
      addIfReady(edge.to, ready);
    }
  }

  private void addAgain(Edge edge, Node from, Node to) {
    add(from, to, edge.reason, edge.constraint, edge.columns, edge.place);
  }

  private static void addIfReady(Node node, ArrayDeque<Node> ready) {
    if (node.waitingFor == 0 && !node.isOut) {
      ready.add(node);
    }
  }

  private List<PlannedWrite> sortedByOrder() {
    var ready = new PriorityQueue<Node>(Comparator.comparingLong(node -> node.order));
    int count = 0;
    for (Node node : nodes) {
      if (!node.isSplit) {
        count++;
        node.waitingFor = 0;
        for (Edge edge : node.in) {
          node.waitingFor += edge.isGone ? 0 : 1;
        }
        if (node.waitingFor == 0) {
          ready.add(node);
        }
      }
    }
    var sorted = new ArrayList<PlannedWrite>(count);
    for (Node node = ready.poll(); node != null; node = ready.poll()) {
      sorted.add(node.write);
      for (Edge edge : node.out) {
        steps++;
        if (!edge.isGone && --edge.to.waitingFor == 0) {
          ready.add(edge.to);
        }
      }
    }
    if (sorted.size() < count) {
      throw new IllegalStateException("A circle of writes was not cut.");
    }
    return sorted;
  }
}
