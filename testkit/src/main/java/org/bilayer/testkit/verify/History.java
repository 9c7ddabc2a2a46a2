package org.bilayer.testkit.verify;

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
 * @see Verification#replay
 */
public final class History {

  private final List<Act> acts;

  private History(List<Act> acts) {
    this.acts = List.copyOf(acts);
  }

  /** One act after another. */
  public static History of(Act... acts) {
    return new History(List.of(acts));
  }

  static History of(List<Act> acts) {
    return new History(acts);
  }

  List<Act> acts() {
    return acts;
  }

  /** How many steps are done, endings of units not counted. */
  public int size() {
    int size = 0;
    for (Act act : acts) {
      if (act instanceof Act.Unit unit) {
        for (Step step : unit.steps()) {
          size += ((DrawnStep) step).size();
        }
      } else if (act instanceof Act.Interleaved interleaved) {
        for (Turn turn : interleaved.turns()) {
          size += turn.step() instanceof DrawnStep deed ? deed.size() : 0;
        }
      }
    }
    return size;
  }

  /** The tables of the roots that its steps are about. */
  Set<String> tables() {
    var tables = new LinkedHashSet<String>();
    for (Act act : acts) {
      if (act instanceof Act.Unit unit) {
        unit.steps().forEach(step -> addTables(step, tables));
      } else if (act instanceof Act.Interleaved interleaved) {
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
    if (step instanceof Writes.Attempt attempt) {
      attempt.steps().forEach(each -> addTables(each, into));
    } else if (!((DrawnStep) step).table().isEmpty()) {
      into.add(((DrawnStep) step).table());
    }
  }

  /** The same with the units of an act one after the other; unchanged where the act is one unit. */
  History inSeries(int act, boolean firstComesLast) {
    if (!(acts.get(act) instanceof Act.Interleaved interleaved)) {
      return this;
    }
    var next = new ArrayList<>(acts);
    next.set(act, interleaved.inSeries(firstComesLast));
    return new History(next);
  }

  /** The same without some of the steps of its single units. */
  History without(List<Step> steps) {
    var left = new ArrayList<Act>();
    for (Act act : acts) {
      left.add(act instanceof Act.Unit unit ? unit.without(steps) : act);
    }
    return new History(left);
  }

  /** The same with less in it, the boldest first. */
  List<History> simpler(Simplifier simplifier) {
    var simpler = new ArrayList<History>();
    Simplifier.without(acts).forEach(less -> simpler.add(new History(less)));
    for (int i = 0; i < acts.size(); i++) {
      List<Act> parts = acts.get(i) instanceof Act.Unit unit
          ? unit.simpler(simplifier)
          : ((Act.Interleaved) acts.get(i)).simpler(simplifier);
      for (Act part : parts) {
        var next = new ArrayList<>(acts);
        next.set(i, part);
        simpler.add(new History(next));
      }
      if (i > 0
          && acts.get(i) instanceof Act.Unit unit
          && acts.get(i - 1) instanceof Act.Unit before
          && unit.level() == before.level()
          && !before.isRolledBack()) {
        var joined = new ArrayList<>(before.steps());
        joined.addAll(unit.steps());
        var next = new ArrayList<>(acts);
        next.remove(i);
        next.set(i - 1, new Act.Unit(joined, unit.level(), unit.isRolledBack()));
        simpler.add(new History(next));
      }
    }
    return simpler;
  }

  /** As Java, the way it is written by hand. */
  @Override
  public String toString() {
    return "History.of("
        + acts.stream().map(act -> "\n        " + act).collect(Collectors.joining(",")) + ")";
  }
}
