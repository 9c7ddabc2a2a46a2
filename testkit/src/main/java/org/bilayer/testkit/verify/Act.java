package org.bilayer.testkit.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.bilayer.value.Level;

/** A part of a {@link History}: one unit of work, or two at once. Immutable. */
public sealed interface Act {

  /** The same with less in it, the boldest first. */
  private static <T> List<T> replaced(List<T> list, int index, T next) {
    var copy = new ArrayList<>(list);
    copy.set(index, next);
    return copy;
  }

  /** One unit of work. Made by {@link Steps#unit}. */
  final class Unit implements Act {

    private final List<Step> steps;
    private final Level level;
    private final boolean rolledBack;

    Unit(List<Step> steps, Level level, boolean rolledBack) {
      this.steps = List.copyOf(steps);
      this.level = level;
      this.rolledBack = rolledBack;
    }

    /** The same at another level. */
    public Unit at(Level other) {
      return new Unit(steps, other, rolledBack);
    }

    /** The same, undone at its end. */
    public Unit rolledBack() {
      return new Unit(steps, level, true);
    }

    List<Step> steps() {
      return steps;
    }

    Unit without(List<Step> some) {
      return new Unit(
          steps.stream()
              .filter(step -> some.stream().noneMatch(other -> other == step))
              .toList(),
          level,
          rolledBack);
    }

    Level level() {
      return level;
    }

    boolean isRolledBack() {
      return rolledBack;
    }

    List<Act> simpler(Simplifier simplifier) {
      var simpler = new ArrayList<Act>();
      Simplifier.without(steps).forEach(less -> simpler.add(new Unit(less, level, rolledBack)));
      if (rolledBack) {
        simpler.add(new Unit(steps, level, false));
      }
      if (level != Level.SNAPSHOT) {
        simpler.add(new Unit(steps, Level.SNAPSHOT, rolledBack));
      }
      for (int i = 0; i < steps.size(); i++) {
        if (steps.get(i) instanceof Writes.Attempt attempt && !attempt.undone()) {
          var flat = new ArrayList<>(steps);
          flat.remove(i);
          flat.addAll(i, attempt.steps());
          simpler.add(new Unit(flat, level, rolledBack));
        }
        for (Step less : ((DrawnStep) steps.get(i)).simpler(simplifier)) {
          simpler.add(new Unit(replaced(steps, i, less), level, rolledBack));
        }
      }
      return simpler;
    }

    /** As Java, the way it is written by hand. */
    @Override
    public String toString() {
      return "unit("
          + steps.stream().map(step -> "\n            " + step).collect(Collectors.joining(","))
          + ")"
          + (level == Level.SNAPSHOT ? "" : ".at(org.bilayer.value.Level." + level + ")")
          + (rolledBack ? ".rolledBack()" : "");
    }
  }

  /** Two units of work on one thread, in a fixed order of their steps. Made by {@link Steps#interleaved}. */
  final class Interleaved implements Act {

    private final Level level;
    private final List<Turn> turns;

    Interleaved(Level level, List<Turn> turns) {
      this.level = level;
      this.turns = List.copyOf(turns);
    }

    Level level() {
      return level;
    }

    List<Turn> turns() {
      return turns;
    }

    /** All turns of one unit, then all of the other. */
    Interleaved inSeries(boolean firstComesLast) {
      var series = new ArrayList<Turn>();
      turns.stream().filter(turn -> turn.first() != firstComesLast).forEach(series::add);
      turns.stream().filter(turn -> turn.first() == firstComesLast).forEach(series::add);
      return new Interleaved(level, series);
    }

    /**
     * Whether neither unit ever waits for the other: while one has changes that are not committed, the other only reads, and
     * has none itself.
     */
    boolean isFree() {
      boolean firstDirty = false;
      boolean secondDirty = false;
      for (Turn turn : turns) {
        boolean dirty = turn.first() ? firstDirty : secondDirty;
        boolean otherDirty = turn.first() ? secondDirty : firstDirty;
        boolean read = turn.step() instanceof DrawnStep deed && deed.isRead();
        boolean next = dirty;
        if (turn.step() == null) {
          next = false;
        } else if (!read) {
          if (otherDirty) {
            return false;
          }
          next = true;
        }
        if (turn.first()) {
          firstDirty = next;
        } else {
          secondDirty = next;
        }
      }
      return !firstDirty && !secondDirty;
    }

    List<Act> simpler(Simplifier simplifier) {
      var simpler = new ArrayList<Act>();
      for (boolean first : new boolean[] {true, false}) {
        simpler.add(new Unit(
            turns.stream()
                .filter(turn -> turn.first() == first && turn.step() != null)
                .<Step>map(turn -> java.util.Objects.requireNonNull(turn.step()))
                .toList(),
            level,
            false));
      }
      for (List<Turn> less : Simplifier.without(turns)) {
        var next = new Interleaved(level, less);
        if (next.isFree()) {
          simpler.add(next);
        }
      }
      for (int i = 0; i < turns.size(); i++) {
        Turn turn = turns.get(i);
        if (turn.step() instanceof DrawnStep deed) {
          for (Step less : deed.simpler(simplifier)) {
            var next =
                new Interleaved(level, replaced(turns, i, new Turn(turn.first(), less, false)));
            if (next.isFree()) {
              simpler.add(next);
            }
          }
        }
      }
      return simpler;
    }

    /** As Java, the way it is written by hand. */
    @Override
    public String toString() {
      return "interleaved(org.bilayer.value.Level." + level
          + turns.stream().map(turn -> ",\n            " + turn).collect(Collectors.joining())
          + ")";
    }
  }
}
