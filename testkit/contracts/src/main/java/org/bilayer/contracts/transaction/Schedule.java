package org.bilayer.contracts.transaction;

import com.google.common.collect.Collections2;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Units of work side by side, each a list of named steps, to be run in a given order on any backend: {@code
 * Schedule.of(unit("a", read("r1", ..), write("w1", ..), commit("c1")), unit("b", ..))} with the order {@code "r1 r2 w1 w2
 * c1 c2"}. The notation follows the isolation tests of PostgreSQL. Immutable.
 *
 * @param units at least one
 */
public record Schedule(List<Unit> units) {

  /**
   * A unit of work.
   *
   * @param name unique in its schedule
   * @param steps in the order in which the unit makes them
   */
  public record Unit(String name, List<ScheduleStep> steps) {

    /** Copies the list. */
    public Unit {
      steps = List.copyOf(steps);
    }
  }

  /** Checks that no two steps have one name. */
  public Schedule {
    units = List.copyOf(units);
    var names = new HashSet<String>();
    for (Unit unit : units) {
      for (ScheduleStep step : unit.steps()) {
        if (!names.add(step.name())) {
          throw new IllegalArgumentException("Two steps have one name [name=" + step.name() + "].");
        }
      }
    }
  }

  /** A unit of work. */
  public static Unit unit(String name, ScheduleStep... steps) {
    return new Unit(name, List.of(steps));
  }

  /** A schedule of these units. */
  public static Schedule of(Unit... units) {
    return new Schedule(List.of(units));
  }

  /** Every order of the steps that keeps the order within each unit: 70 for two units of four steps. */
  public List<String> interleavings() {
    var turns = new ArrayList<Integer>();
    for (int unit = 0; unit < units.size(); unit++) {
      turns.addAll(Collections.nCopies(units.get(unit).steps().size(), unit));
    }
    return Collections2.orderedPermutations(turns).stream().map(this::order).toList();
  }

  private String order(List<Integer> turns) {
    var steps = units.stream().map(unit -> unit.steps().iterator()).toList();
    return turns.stream()
        .map(unit -> steps.get(unit).next().name())
        .collect(Collectors.joining(" "));
  }

  /**
   * The steps of an order, each with its unit's place.
   *
   * @throws IllegalArgumentException if the order does not have each step once, in the order of its unit
   */
  List<Placed> placed(String order) {
    var left = new ArrayList<List<ScheduleStep>>();
    units.forEach(unit -> left.add(new ArrayList<>(unit.steps())));
    var placed = new ArrayList<Placed>();
    for (String name : Arrays.asList(order.split(" +", -1))) {
      int unit = 0;
      while (unit < left.size()
          && (left.get(unit).isEmpty() || !left.get(unit).get(0).name().equals(name))) {
        unit++;
      }
      if (unit == left.size()) {
        throw new IllegalArgumentException(
            "No unit makes this step there [step=" + name + ", order=" + order + "].");
      }
      placed.add(new Placed(unit, left.get(unit).remove(0)));
    }
    Set<ScheduleStep> missing = new HashSet<>();
    left.forEach(missing::addAll);
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          "Steps are missing [steps=" + missing + ", order=" + order + "].");
    }
    return placed;
  }

  /** A step of a unit. */
  record Placed(int unit, ScheduleStep step) {}
}
