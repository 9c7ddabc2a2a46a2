package org.bilayer.testkit.verify.history;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.bilayer.value.Level;

/** A part of a {@link History}: one unit of work, or two at once. Immutable. */
public sealed interface Phase {

  /** One unit of work. Made by {@link Steps#unit}. */
  final class Unit implements Phase {

    private final List<Step> steps;
    private final Level level;
    private final boolean rolledBack;

    /** Copies the list. */
    public Unit(List<Step> steps, Level level, boolean rolledBack) {
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

    /** What the unit does, in order. Unmodifiable. */
    public List<Step> steps() {
      return steps;
    }

    /** The isolation level. */
    public Level level() {
      return level;
    }

    /** Whether the unit is rolled back at its end. */
    public boolean isRolledBack() {
      return rolledBack;
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
  final class Interleaved implements Phase {

    private final Level level;
    private final List<Turn> turns;

    /** Copies the list. The units need not be free of each other; see {@link #isFree}. */
    public Interleaved(Level level, List<Turn> turns) {
      this.level = level;
      this.turns = List.copyOf(turns);
    }

    /** The isolation level. */
    public Level level() {
      return level;
    }

    /** What the two units do, in order. Unmodifiable. */
    public List<Turn> turns() {
      return turns;
    }

    /** All turns of one unit, then all of the other. */
    public Interleaved inSeries(boolean firstComesLast) {
      var series = new ArrayList<Turn>();
      turns.stream().filter(turn -> turn.first() != firstComesLast).forEach(series::add);
      turns.stream().filter(turn -> turn.first() == firstComesLast).forEach(series::add);
      return new Interleaved(level, series);
    }

    /**
     * Whether neither unit ever waits for the other: while one has changes that are not committed, the other only reads, and
     * has none itself.
     */
    public boolean isFree() {
      boolean firstDirty = false;
      boolean secondDirty = false;
      for (Turn turn : turns) {
        boolean dirty = turn.first() ? firstDirty : secondDirty;
        boolean otherDirty = turn.first() ? secondDirty : firstDirty;
        boolean next = dirty;
        if (turn.step() == null) {
          next = false;
        } else if (!turn.step().isRead()) {
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

    /** As Java, the way it is written by hand. */
    @Override
    public String toString() {
      return "interleaved(org.bilayer.value.Level." + level
          + turns.stream().map(turn -> ",\n            " + turn).collect(Collectors.joining())
          + ")";
    }
  }
}
