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
    private final boolean readOnly;
    private final boolean inRun;

    /** A unit that may write and that the history begins and ends. Copies the list. */
    public Unit(List<Step> steps, Level level, boolean rolledBack) {
      this(steps, level, rolledBack, false, false);
    }

    private Unit(
        List<Step> steps, Level level, boolean rolledBack, boolean readOnly, boolean inRun) {
      this.steps = List.copyOf(steps);
      this.level = level;
      this.rolledBack = rolledBack;
      this.readOnly = readOnly;
      this.inRun = inRun;
    }

    /** The same with other steps. */
    public Unit with(List<Step> others) {
      return new Unit(others, level, rolledBack, readOnly, inRun);
    }

    /** The same at another level. */
    public Unit at(Level other) {
      return new Unit(steps, other, rolledBack, readOnly, inRun);
    }

    /** The same, undone at its end. */
    public Unit rolledBack() {
      return rolledBack(true);
    }

    /** The same, undone or committed at its end. */
    public Unit rolledBack(boolean undone) {
      return new Unit(steps, level, undone, readOnly, inRun);
    }

    /** The same as a read-only unit. */
    public Unit readOnly() {
      return readOnly(true);
    }

    /** The same as a unit that is, or is not, read-only. */
    public Unit readOnly(boolean refusesWrites) {
      return new Unit(steps, level, rolledBack, refusesWrites, inRun);
    }

    /** The same as work that is given to {@link org.bilayer.DataLayer#run(org.bilayer.UnitOptions, java.util.function.Consumer)}. */
    public Unit inRun() {
      return inRun(true);
    }

    /** The same as work of {@code run}, or as a unit that the history begins and ends. */
    public Unit inRun(boolean run) {
      return new Unit(steps, level, rolledBack, readOnly, run);
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

    /** Whether the unit is read-only. */
    public boolean isReadOnly() {
      return readOnly;
    }

    /** Whether the data layer runs the unit, with its retries. */
    public boolean isInRun() {
      return inRun;
    }

    /** As Java, the way it is written by hand. */
    @Override
    public String toString() {
      return "unit("
          + steps.stream().map(step -> "\n            " + step).collect(Collectors.joining(","))
          + ")"
          + (level == Level.SNAPSHOT ? "" : ".at(org.bilayer.value.Level." + level + ")")
          + (readOnly ? ".readOnly()" : "")
          + (inRun ? ".inRun()" : "")
          + (rolledBack ? ".rolledBack()" : "");
    }
  }

  /** Two units of work on one thread, in a fixed order of their steps. Made by {@link Steps#interleaved}. */
  final class Interleaved implements Phase {

    private final Level level;
    private final List<Turn> turns;
    private final boolean firstInRun;

    /** Copies the list. The units need not be free of each other; see {@link #isFree}. */
    public Interleaved(Level level, List<Turn> turns) {
      this(level, turns, false);
    }

    private Interleaved(Level level, List<Turn> turns, boolean firstInRun) {
      this.level = level;
      this.turns = List.copyOf(turns);
      this.firstInRun = firstInRun;
    }

    /** The same with other turns. */
    public Interleaved with(List<Turn> others) {
      return new Interleaved(level, others, firstInRun);
    }

    /**
     * The same with the first unit as work that is given to {@code DataLayer.run}. The second unit takes its turns during the
     * first try. Before a second try it does all that is left of it.
     */
    public Interleaved firstInRun() {
      return firstInRun(true);
    }

    /** The same with the first unit as work of {@code run}, or as a unit that the history begins and ends. */
    public Interleaved firstInRun(boolean run) {
      return new Interleaved(level, turns, run);
    }

    /** Whether the data layer runs the first unit, with its retries. */
    public boolean isFirstInRun() {
      return firstInRun;
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
      return with(series);
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
          + ")" + (firstInRun ? ".firstInRun()" : "");
    }
  }
}
