package org.bilayer.contracts.transaction;

import com.google.common.collect.Multiset;
import com.google.common.collect.TreeMultiset;
import com.google.common.graph.EndpointPair;
import com.google.common.graph.GraphBuilder;
import com.google.common.graph.Graphs;
import com.google.common.graph.MutableGraph;
import com.google.common.graph.MutableValueGraph;
import com.google.common.graph.ValueGraphBuilder;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
   * Units that cannot be put one after another are a cycle of this graph, and the kinds of edges in it say which anomaly
   * it is. At SNAPSHOT a cycle must have two adjacent rw edges [2]; whether one has none is seen in the graph of pairs of a
   * unit and the kind of edge by which it was reached.
   *
   * Entries of units that did not commit, versions that a unit itself went over, and entries of committed units that are
   * not in the final journal, are found without the graph. Conditions are not seen; the serial search is for them.
   *
   * [1] K. Kingsbury, P. Alvaro, Elle: Inferring Isolation Anomalies from Experimental Observations, VLDB, 2020.
   * [2] A. Fekete et al., Making snapshot isolation serializable, ACM Transactions on Database Systems 30(2), 2005.
   */

  private enum Kind {
    WW,
    WR,
    RW
  }

  private static final Set<Kind> FLOW = EnumSet.of(Kind.WW, Kind.WR);

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

  /** From each unit to those it comes before, with the kinds of edges. */
  private final MutableValueGraph<Integer, Set<Kind>> edges =
      ValueGraphBuilder.directed().build();

  private final Multiset<String> anomalies = TreeMultiset.create();

  private AppendGraph(List<Unit> units, Map<Integer, List<Long>> last) {
    this.units = units;
    this.last = last;
  }

  /**
   * The anomalies of a history, each as often as it was found and a cycle once; empty if there is none.
   *
   * @param units those that committed
   * @param last all journals, as they are at the end
   */
  static Multiset<String> anomalies(List<Unit> units, Map<Integer, List<Long>> last) {
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

  private void connect() {
    for (int unit = 0; unit < units.size(); unit++) {
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
          anomalies.add("G1a aborted entry");
        } else if (i > 0) {
          edge(writers.get(entries.get(i - 1)), writer, Kind.WW);
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
        anomalies.add("lost update");
      }
    });
  }

  private void connectReads(int reader) {
    units.get(reader).reads().forEach((journal, seen) -> {
      List<Long> entries = last.getOrDefault(journal, List.of());
      if (seen.size() > entries.size() || !entries.subList(0, seen.size()).equals(seen)) {
        anomalies.add(
            seen.stream().allMatch(writers::containsKey) ? "lost update" : "G1a aborted read");
        return;
      }
      if (!seen.isEmpty()) {
        Long newest = seen.get(seen.size() - 1);
        Integer writer = writers.get(newest);
        edge(writer, reader, Kind.WR);
        List<Long> ofWriter = writer == null
            ? List.of(newest)
            : units.get(writer).appends().getOrDefault(journal, List.of(newest));
        if (!ofWriter.get(ofWriter.size() - 1).equals(newest)) {
          anomalies.add("G1b intermediate read");
        }
      }
      if (seen.size() < entries.size()) {
        edge(reader, writers.get(entries.get(seen.size())), Kind.RW);
      }
    });
  }

  private void edge(@Nullable Integer from, @Nullable Integer to, Kind kind) {
    if (from != null && to != null && !from.equals(to)) {
      Set<Kind> kinds = EnumSet.of(kind);
      kinds.addAll(edges.edgeValueOrDefault(from, to, Set.of()));
      edges.putEdgeValue(from, to, kinds);
    }
  }

  private void classify() {
    if (hasCycle(EnumSet.of(Kind.WW), Set.of())) {
      anomalies.add("G0");
    } else if (hasCycle(FLOW, Set.of())) {
      anomalies.add("G1c");
    } else if (hasCycle(FLOW, EnumSet.of(Kind.RW))) {
      anomalies.add("G-single");
    } else if (hasCycle(EnumSet.allOf(Kind.class), Set.of())) {
      anomalies.add("G2");
    }
  }

  /** A unit, and whether an edge led to it that must not follow another of its kind. */
  private record Reached(Integer unit, boolean isByLonely) {}

  /*
   * Whether there is a cycle of edges of which those of the second kinds do not follow each other. A cycle of nodes is a
   * cycle of units that keeps to this, and the other way round.
   */
  private boolean hasCycle(Set<Kind> plain, Set<Kind> lonely) {
    MutableGraph<Reached> graph = GraphBuilder.directed().build();
    for (EndpointPair<Integer> edge : edges.edges()) {
      Set<Kind> kinds = edges.edgeValueOrDefault(edge, Set.of());
      var from = new Reached(edge.source(), false);
      if (!Collections.disjoint(kinds, plain)) {
        var to = new Reached(edge.target(), false);
        graph.putEdge(from, to);
        graph.putEdge(new Reached(edge.source(), true), to);
      }
      if (!Collections.disjoint(kinds, lonely)) {
        graph.putEdge(from, new Reached(edge.target(), true));
      }
    }
    return Graphs.hasCycle(graph);
  }
}
