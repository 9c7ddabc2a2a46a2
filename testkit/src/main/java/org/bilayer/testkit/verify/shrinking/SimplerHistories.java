package org.bilayer.testkit.verify.shrinking;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bilayer.testkit.verify.history.Attempt;
import org.bilayer.testkit.verify.history.History;
import org.bilayer.testkit.verify.history.Phase;
import org.bilayer.testkit.verify.history.Step;
import org.bilayer.testkit.verify.history.Turn;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;
import org.bilayer.value.Level;

/** The histories that are simpler than one, the boldest first. */
final class SimplerHistories {

  private final SimplerSteps simplerSteps;

  SimplerHistories(Map<String, MappingUnderTest<?, ?>> mappings) {
    this.simplerSteps = new SimplerSteps(mappings);
  }

  List<History> of(History history) {
    List<Phase> phases = history.phases();
    var simpler = new ArrayList<List<Phase>>(Sublists.without(phases));
    for (int i = 0; i < phases.size(); i++) {
      List<Phase> less = phases.get(i) instanceof Phase.Unit unit
          ? units(unit)
          : interleaved((Phase.Interleaved) phases.get(i));
      for (Phase phase : less) {
        simpler.add(Sublists.replaced(phases, i, phase));
      }
      joined(phases, i).ifPresent(simpler::add);
    }
    return simpler.stream().map(History::of).toList();
  }

  /** With the steps of a unit in the unit before it. */
  private static Optional<List<Phase>> joined(List<Phase> phases, int index) {
    if (index == 0
        || !(phases.get(index) instanceof Phase.Unit unit)
        || !(phases.get(index - 1) instanceof Phase.Unit before)
        || unit.level() != before.level()
        || unit.isReadOnly() != before.isReadOnly()
        || unit.isInRun() != before.isInRun()
        || before.isRolledBack()) {
      return Optional.empty();
    }
    var steps = new ArrayList<>(before.steps());
    steps.addAll(unit.steps());
    var next = new ArrayList<>(phases);
    next.remove(index);
    next.set(index - 1, unit.with(steps));
    return Optional.of(next);
  }

  private List<Phase> units(Phase.Unit unit) {
    List<Step> steps = unit.steps();
    var simpler = new ArrayList<Phase>();
    for (List<Step> less : Sublists.without(steps)) {
      simpler.add(unit.with(less));
    }
    if (unit.isRolledBack()) {
      simpler.add(unit.rolledBack(false));
    }
    if (unit.isReadOnly()) {
      simpler.add(unit.readOnly(false));
    }
    if (unit.isInRun()) {
      simpler.add(unit.inRun(false));
    }
    if (unit.level() != Level.SNAPSHOT) {
      simpler.add(unit.at(Level.SNAPSHOT));
    }
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i) instanceof Attempt attempt && !attempt.undone()) {
        var flat = new ArrayList<>(steps);
        flat.remove(i);
        flat.addAll(i, attempt.steps());
        simpler.add(unit.with(flat));
      }
      for (Step less : steps.get(i).accept(simplerSteps)) {
        simpler.add(unit.with(Sublists.replaced(steps, i, less)));
      }
    }
    return simpler;
  }

  private List<Phase> interleaved(Phase.Interleaved phase) {
    List<Turn> turns = phase.turns();
    var simpler = new ArrayList<Phase>();
    simpler.add(alone(phase, true));
    simpler.add(alone(phase, false));
    if (phase.isFirstInRun()) {
      simpler.add(phase.firstInRun(false));
    }
    var fewer = new ArrayList<List<Turn>>(Sublists.without(turns));
    for (int i = 0; i < turns.size(); i++) {
      Turn turn = turns.get(i);
      if (turn.step() != null) {
        for (Step less : turn.step().accept(simplerSteps)) {
          fewer.add(Sublists.replaced(turns, i, new Turn(turn.first(), less, false)));
        }
      }
    }
    for (List<Turn> less : fewer) {
      Phase.Interleaved next = phase.with(less);
      if (next.isFree()) {
        simpler.add(next);
      }
    }
    return simpler;
  }

  /** The steps of one of the two units, in a unit without another beside it. */
  private static Phase alone(Phase.Interleaved phase, boolean first) {
    List<Step> steps = phase.turns().stream()
        .filter(turn -> turn.first() == first)
        .flatMap(turn -> Stream.ofNullable(turn.step()))
        .toList();
    return new Phase.Unit(steps, phase.level(), false);
  }
}
