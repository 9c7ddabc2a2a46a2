package org.bilayer.contracts.transaction;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.bilayer.value.Level;
import org.jspecify.annotations.Nullable;

/** Looks for a way in which committed units can have come to what they saw and left behind. */
final class Explanation {
  /*
   * The definition of the levels, as a search. The units are put into every order in which they can have committed. In
   * each, every unit is run again, by the words of the contract, on states that the units before it left:
   *
   *   SERIALIZABLE    on the state that the unit before it left, and the order need not be that of time;
   *   SNAPSHOT        on one earlier state, not older than what was committed when the unit began;
   *   READ_COMMITTED  each step on a state that was the newest at some moment of this step, where a statement over
   *                   many items that waits may choose them by an earlier of these states;
   *
   * and at all of them, nobody who committed after that state wrote an item that the unit writes, guards or has locked. One
   * that came and went since is no such item: who adds it overwrites nothing, and PostgreSQL and memory let it pass. If in
   * some order every unit sees what it saw and the last state is what is stored, the outcome is explained.
   *
   * What this allows at SNAPSHOT and not at SERIALIZABLE is write skew, with two adjacent anti-dependencies, and nothing
   * else [1]. Cost: units! x states of each step; fine for four units of three steps.
   *
   * [1] A. Fekete et al., Making snapshot isolation serializable, ACM Transactions on Database Systems 30(2), 2005.
   */

  /** A step that was made; one that had to wait may have selected rows before and changed them after. */
  record Made(
      UnitOperation operation,
      @Nullable Object value,
      boolean waited,
      long startNanos,
      long endNanos) {}

  /** A unit that committed. */
  record Committed(List<Made> steps, long startNanos, long endNanos) {

    long beginNanos() {
      return steps.isEmpty() ? startNanos : steps.get(0).startNanos();
    }
  }

  private final Level level;
  private final List<Committed> units;
  private final Map<Integer, Integer> last;

  private Explanation(Level level, List<Committed> units, Map<Integer, Integer> last) {
    this.level = level;
    this.units = units;
    this.last = last;
  }

  /**
   * Whether the level allows this.
   *
   * @param first what was stored before
   * @param units those that committed, in any order
   * @param last what is stored now
   */
  static boolean exists(
      Level level, Map<Integer, Integer> first, List<Committed> units, Map<Integer, Integer> last) {
    var states = new ArrayList<Map<Integer, Integer>>();
    states.add(first);
    return new Explanation(level, units, last)
        .continues(new ArrayList<>(), new ArrayList<>(), states);
  }

  /* Whether the units that are not in the order yet can follow it. */
  private boolean continues(
      List<Committed> order, List<Set<Integer>> written, List<Map<Integer, Integer>> states) {
    if (order.size() == units.size()) {
      return states.get(states.size() - 1).equals(last);
    }
    for (Committed next : units) {
      if (order.contains(next) || !mayBeNext(next, order)) {
        continue;
      }
      var walk = new Walk(order, written, states, next);
      if (walk.steps(0, ExpectedView.empty(), -1)) {
        return true;
      }
    }
    return false;
  }

  private boolean mayBeNext(Committed next, List<Committed> order) {
    return level == Level.SERIALIZABLE
        || units.stream()
            .noneMatch(other -> !order.contains(other)
                && !other.equals(next)
                && other.endNanos() < next.startNanos());
  }

  /** One unit on the states before it, and then the rest. */
  private final class Walk {
    final List<Committed> order;
    final List<Set<Integer>> written;
    final List<Map<Integer, Integer>> states;
    final Committed unit;

    Walk(
        List<Committed> order,
        List<Set<Integer>> written,
        List<Map<Integer, Integer>> states,
        Committed unit) {
      this.order = order;
      this.written = written;
      this.states = states;
      this.unit = unit;
    }

    /* The steps from one on, where the one before saw the state after so many commits. */
    boolean steps(int from, ExpectedView before, int seen) {
      if (from == unit.steps().size()) {
        return commits(before);
      }
      Made step = unit.steps().get(from);
      for (int commits = oldest(step, seen); commits <= newest(step, seen); commits++) {
        int chosen = level == Level.READ_COMMITTED && step.waited() ? oldest(step, seen) : commits;
        for (; chosen <= commits; chosen++) {
          ExpectedView view = before.at(states.get(commits), commits, states.get(chosen));
          if (Objects.equals(step.operation().in(view), step.value())
              && steps(from + 1, view, commits)) {
            return true;
          }
        }
      }
      return false;
    }

    private int oldest(Made step, int seen) {
      return switch (level) {
        case SERIALIZABLE -> order.size();
        case SNAPSHOT -> seen >= 0 ? seen : committedBefore(unit.beginNanos());
        case READ_COMMITTED -> Math.max(seen, committedBefore(step.startNanos()));
      };
    }

    private int newest(Made step, int seen) {
      return switch (level) {
        case SERIALIZABLE -> order.size();
        case SNAPSHOT -> seen >= 0 ? seen : order.size();
        case READ_COMMITTED -> begunBefore(step.endNanos());
      };
    }

    private int committedBefore(long nanos) {
      int last = 0;
      for (int i = 0; i < order.size(); i++) {
        last = order.get(i).endNanos() < nanos ? i + 1 : last;
      }
      return last;
    }

    private int begunBefore(long nanos) {
      int first = 0;
      while (first < order.size() && order.get(first).startNanos() < nanos) {
        first++;
      }
      return first;
    }

    private boolean commits(ExpectedView view) {
      for (Map.Entry<Integer, Integer> dependence : view.dependsOn().entrySet()) {
        if (isOverwritten(dependence.getKey(), dependence.getValue())) {
          return false;
        }
      }
      var state = new TreeMap<Integer, Integer>(states.get(order.size()));
      var changed = new HashSet<Integer>();
      view.changes().forEach((id, value) -> {
        Integer before = value == null ? state.remove(id) : state.put(id, value);
        if (!Objects.equals(before, value)) {
          changed.add(id);
        }
      });
      return continues(with(order, unit), with(written, changed), with(states, state));
    }

    private boolean isOverwritten(int id, int seen) {
      boolean wasNotThere = !states.get(seen).containsKey(id);
      boolean isNotThere = !states.get(order.size()).containsKey(id);
      return !(wasNotThere && isNotThere)
          && written.subList(seen, order.size()).stream().anyMatch(others -> others.contains(id));
    }
  }

  private static <T> List<T> with(List<? extends T> list, T more) {
    var all = new ArrayList<T>(list);
    all.add(more);
    return all;
  }
}
