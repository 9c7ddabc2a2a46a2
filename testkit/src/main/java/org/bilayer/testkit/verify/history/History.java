package org.bilayer.testkit.verify.history;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Units of work against one model, as data: what the kit generates, runs on memory and on a database, and prints where the two
 * differ. Names of tables and columns are those of the model; values are stored ones. Immutable; its text is the Java that
 * makes it.
 *
 * @see org.bilayer.testkit.verify.Verification#replay
 */
public final class History {

  private final List<Phase> phases;

  private History(List<Phase> phases) {
    this.phases = List.copyOf(phases);
  }

  /** One phase after another. */
  public static History of(Phase... phases) {
    return new History(List.of(phases));
  }

  /** One phase after another. */
  public static History of(List<Phase> phases) {
    return new History(phases);
  }

  /** The phases, in order. Unmodifiable. */
  public List<Phase> phases() {
    return phases;
  }

  /** How many steps are done, endings of units not counted. */
  public int size() {
    int size = 0;
    for (Phase phase : phases) {
      if (phase instanceof Phase.Unit unit) {
        for (Step step : unit.steps()) {
          size += step.size();
        }
      } else if (phase instanceof Phase.Interleaved interleaved) {
        for (Turn turn : interleaved.turns()) {
          size += turn.step() == null ? 0 : turn.step().size();
        }
      }
    }
    return size;
  }

  /** The tables of the roots that its steps are about. */
  public Set<String> tables() {
    var tables = new LinkedHashSet<String>();
    for (Phase phase : phases) {
      if (phase instanceof Phase.Unit unit) {
        unit.steps().forEach(step -> addTables(step, tables));
      } else if (phase instanceof Phase.Interleaved interleaved) {
        for (Turn turn : interleaved.turns()) {
          if (turn.step() != null) {
            addTables(turn.step(), tables);
          }
        }
      }
    }
    return tables;
  }

  private static void addTables(Step step, Set<String> into) {
    if (step instanceof Attempt attempt) {
      attempt.steps().forEach(each -> addTables(each, into));
    } else if (!step.table().isEmpty()) {
      into.add(step.table());
    }
  }

  /** The same with the units of a phase one after the other; unchanged where the phase is one unit. */
  public History inSeries(int phase, boolean firstComesLast) {
    if (!(phases.get(phase) instanceof Phase.Interleaved interleaved)) {
      return this;
    }
    var next = new ArrayList<>(phases);
    next.set(phase, interleaved.inSeries(firstComesLast));
    return new History(next);
  }

  /** As Java, the way it is written by hand. */
  @Override
  public String toString() {
    return "History.of("
        + phases.stream().map(phase -> "\n        " + phase).collect(Collectors.joining(",")) + ")";
  }
}
