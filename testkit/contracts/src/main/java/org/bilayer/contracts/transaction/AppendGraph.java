package org.bilayer.contracts.transaction;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bilayer.value.Level;
import org.jspecify.annotations.Nullable;

/** Says which anomalies a history of units has that read and extend journals. */
final class AppendGraph {
  /*
   * Each entry is written once, and a journal shows in which order. So the final journals tell the order of versions, and
   * every read tells the version that it saw. From these follow all dependencies between units [1]:
   *
   *   ww  one unit's entry comes next after another's in a journal;
   *   wr  a unit saw a journal whose last entry is another's;
   *   rw  a unit saw a journal to which another then added the next entry.
   *
   * Units that cannot be put one after another are a cycle of this graph, found as a strongly connected component [2], and
   * the kinds of edges in it say which anomaly it is. At SNAPSHOT a cycle must have two adjacent rw edges [3]; whether one
   * has none is seen in the graph of pairs of a unit and the kind of edge by which it was reached.
   *
   * Entries of units that did not commit, versions that a unit itself went over, and entries of committed units that are
   * not in the final journal, are found without the graph. Conditions are not seen; the serial search is for them.
   *
   * [1] K. Kingsbury, P. Alvaro, Elle: Inferring Isolation Anomalies from Experimental Observations, VLDB, 2020.
   * [2] R. Tarjan, Depth-first search and linear graph algorithms, SIAM Journal on Computing 1(2), 1972.
   * [3] A. Fekete et al., Making snapshot isolation serializable, ACM Transactions on Database Systems 30(2), 2005.
   */

  private static final int WW = 1;
  private static final int WR = 2;
  private static final int RW = 4;

  /**
   * A unit that committed.
   *
   * @param reads entries of journals as they were when this unit saw them first, without its own
   * @param appends what it added, by journal, in its order
   */
  record Unit(Map<Integer, List<Long>> reads, Map<Integer, List<Long>> appends) {}

  private final List<Unit> units;
  private final Map<Integer, List<Long>> last;

  /** Who wrote an entry. */
  private final Map<Long, Integer> writers = new HashMap<>();

  /** By unit, the units it comes before, with the kinds of edges as bits. */
  private final List<Map<Integer, Integer>> edges = new ArrayList<>();

  private final Map<String, Integer> anomalies = new TreeMap<>();

  private AppendGraph(List<Unit> units, Map<Integer, List<Long>> last) {
    this.units = units;
    this.last = last;
  }

  /**
   * The anomalies of a history, and how often each was found; empty if there is none.
   *
   * @param units those that committed
   * @param last all journals, as they are at the end
   */
  static Map<String, Integer> anomalies(List<Unit> units, Map<Integer, List<Long>> last) {
    var graph = new AppendGraph(units, last);
    graph.connect();
    graph.classify();
    return graph.anomalies;
  }

  /** Whether a level forbids an anomaly of this name. */
  static boolean isForbidden(String anomaly, Level level) {
    return switch (anomaly) {
      case "G2" -> level == Level.SERIALIZABLE;
      case "G-single" -> level != Level.READ_COMMITTED;
      default -> true;
    };
  }

  private void found(String anomaly) {
    anomalies.merge(anomaly, 1, Integer::sum);
  }

  private void connect() {
    for (int unit = 0; unit < units.size(); unit++) {
      edges.add(new HashMap<>());
      int writer = unit;
      units
          .get(unit)
          .appends()
          .values()
          .forEach(all -> all.forEach(entry -> writers.put(entry, writer)));
    }
    last.forEach((journal, entries) -> {
      for (int i = 0; i < entries.size(); i++) {
        Integer writer = writers.get(entries.get(i));
        if (writer == null) {
          found("G1a aborted entry");
        } else if (i > 0) {
          edge(writers.get(entries.get(i - 1)), writer, WW);
        }
      }
    });
    for (int unit = 0; unit < units.size(); unit++) {
      checkKept(units.get(unit));
      connectReads(unit);
    }
  }

  private void checkKept(Unit unit) {
    unit.appends().forEach((journal, entries) -> {
      if (!last.getOrDefault(journal, List.of()).containsAll(entries)) {
        found("lost update");
      }
    });
  }

  private void connectReads(int reader) {
    units.get(reader).reads().forEach((journal, seen) -> {
      List<Long> entries = last.getOrDefault(journal, List.of());
      if (seen.size() > entries.size() || !entries.subList(0, seen.size()).equals(seen)) {
        found(seen.stream().allMatch(writers::containsKey) ? "lost update" : "G1a aborted read");
        return;
      }
      if (!seen.isEmpty()) {
        Long newest = seen.get(seen.size() - 1);
        Integer writer = writers.get(newest);
        edge(writer, reader, WR);
        List<Long> ofWriter = writer == null
            ? List.of(newest)
            : units.get(writer).appends().getOrDefault(journal, List.of(newest));
        if (!ofWriter.get(ofWriter.size() - 1).equals(newest)) {
          found("G1b intermediate read");
        }
      }
      if (seen.size() < entries.size()) {
        edge(reader, writers.get(entries.get(seen.size())), RW);
      }
    });
  }

  private void edge(@Nullable Integer from, @Nullable Integer to, int kind) {
    if (from != null && to != null && !from.equals(to)) {
      edges.get(from).merge(to, kind, (one, other) -> one | other);
    }
  }

  private void classify() {
    int writes = cycles(WW, 0);
    int flow = cycles(WW | WR, 0);
    int single = cycles(WW | WR, RW);
    if (writes > 0) {
      anomalies.put("G0", writes);
    } else if (flow > 0) {
      anomalies.put("G1c", flow);
    } else if (single > 0) {
      anomalies.put("G-single", single);
    }
    int any = cycles(WW | WR | RW, 0);
    if (any > 0 && writes + flow + single == 0) {
      anomalies.put("G2", any);
    }
  }

  /*
   * How many strongly connected components of more than one node there are, if edges of the second kinds must not follow
   * each other. A node is a unit and, in its last bit, whether such an edge led to it; a cycle of nodes is then a cycle of
   * units that keeps to this, and the other way round.
   */
  private int cycles(int plain, int lonely) {
    int size = 2 * units.size();
    var number = new int[size];
    var low = new int[size];
    var isOpen = new boolean[size];
    Arrays.fill(number, -1);
    Deque<Integer> open = new ArrayDeque<>();
    Deque<Integer> path = new ArrayDeque<>();
    var rest = new ArrayList<Deque<Integer>>();
    for (int node = 0; node < size; node++) {
      rest.add(next(node, plain, lonely));
    }
    int reached = 0;
    int cycles = 0;
    for (int start = 0; start < size; start++) {
      if (number[start] < 0) {
        path.push(start);
      }
      // Without recursion: histories are long.
      while (!path.isEmpty()) {
        int node = path.peek();
        if (number[node] < 0) {
          number[node] = reached;
          low[node] = reached++;
          open.push(node);
          isOpen[node] = true;
        }
        Integer to = rest.get(node).poll();
        if (to == null) {
          path.pop();
          if (!path.isEmpty()) {
            low[path.peek()] = Math.min(low[path.peek()], low[node]);
          }
          cycles += low[node] == number[node] && closed(open, isOpen, node) > 1 ? 1 : 0;
        } else if (number[to] < 0) {
          path.push(to);
        } else if (isOpen[to]) {
          low[node] = Math.min(low[node], number[to]);
        }
      }
    }
    return cycles;
  }

  private static int closed(Deque<Integer> open, boolean[] isOpen, int root) {
    int members = 0;
    int member;
    do {
      member = open.pop();
      isOpen[member] = false;
      members++;
    } while (member != root);
    return members;
  }

  private Deque<Integer> next(int node, int plain, int lonely) {
    Deque<Integer> next = new ArrayDeque<>();
    edges.get(node / 2).forEach((to, kinds) -> {
      if ((kinds & plain) != 0) {
        next.add(2 * to);
      }
      if ((kinds & lonely) != 0 && node % 2 == 0) {
        next.add(2 * to + 1);
      }
    });
    return next;
  }
}
