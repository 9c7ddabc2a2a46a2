package org.bilayer.contracts.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.bilayer.contracts.transaction.UnitOperation.Add;
import org.bilayer.contracts.transaction.UnitOperation.AddToAll;
import org.bilayer.contracts.transaction.UnitOperation.Count;
import org.bilayer.contracts.transaction.UnitOperation.Get;
import org.bilayer.contracts.transaction.UnitOperation.Guard;
import org.bilayer.contracts.transaction.UnitOperation.Insert;
import org.bilayer.contracts.transaction.UnitOperation.Lock;
import org.bilayer.contracts.transaction.UnitOperation.Look;
import org.bilayer.contracts.transaction.UnitOperation.Remove;
import org.bilayer.contracts.transaction.UnitOperation.RemoveAll;
import org.bilayer.contracts.transaction.UnitOperation.Set;
import org.bilayer.value.Level;
import org.junit.jupiter.api.Test;

/**
 * Pairs of units of four steps, the last of which is the commit, in every order: what they see and leave behind is what
 * their level allows. On a backend whose sessions never wait, the same order twice gives the same outcome.
 */
public abstract class InterleavingContract extends ConcurrencyContract {

  private static final Map<Integer, Integer> FIRST = Map.of(1, 10, 2, 20);

  /** What two units do before they commit. */
  private record Pair(String name, List<UnitOperation> one, List<UnitOperation> other) {

    Schedule schedule() {
      return Schedule.of(unit("a", one), unit("b", other));
    }

    private static Schedule.Unit unit(String name, List<UnitOperation> operations) {
      var steps = new ArrayList<ScheduleStep>();
      for (UnitOperation operation : operations) {
        steps.add(operation.step(name + (steps.size() + 1)));
      }
      steps.add(ScheduleStep.commit(name + (steps.size() + 1)));
      return new Schedule.Unit(name, steps);
    }
  }

  private static final List<Pair> PAIRS = List.of(
      pair(
          "both add to one item",
          List.of(new Get(1), new Add(1, 1), new Look(1)),
          List.of(new Get(1), new Add(1, 2), new Look(1))),
      pair(
          "both add to all items",
          List.of(new Count(11), new AddToAll(10, 1), new Look(2)),
          List.of(new Look(1), new AddToAll(11, 2), new Count(12))),
      pair(
          "each decides by both items and changes one",
          List.of(new Get(1), new Get(2), new Set(1, 5)),
          List.of(new Get(2), new Get(1), new Set(2, 5))),
      pair(
          "each decides by a count and adds an item",
          List.of(new Count(20), new Insert(3, 25), new Count(20)),
          List.of(new Count(20), new Insert(4, 25), new Count(20))),
      pair(
          "one reads while the other moves an amount",
          List.of(new Look(1), new Look(2), new Look(1)),
          List.of(new Add(1, -3), new Add(2, 3), new Look(1))),
      pair(
          "one counts while the other adds and changes",
          List.of(new Count(15), new Look(3), new Count(15)),
          List.of(new Insert(3, 30), new Add(1, 10), new Count(15))),
      pair(
          "one removes what the other changes",
          List.of(new Get(1), new Remove(1), new Count(0)),
          List.of(new Look(1), new Add(1, 7), new Look(1))),
      pair(
          "both add an item under one number",
          List.of(new Get(3), new Insert(3, 30), new Look(3)),
          List.of(new Look(3), new Insert(3, 31), new Count(30))),
      pair(
          "one removes what satisfies a condition, the other adds to it",
          List.of(new Count(20), new RemoveAll(20), new Count(0)),
          List.of(new Insert(3, 25), new Look(2), new Count(20))),
      pair(
          "each guards what the other changes",
          List.of(new Guard(2), new Get(1), new Add(1, 1)),
          List.of(new Guard(1), new Get(2), new Add(2, 1))),
      pair(
          "both lock before they change",
          List.of(new Lock(1), new Add(1, 1), new Look(2)),
          List.of(new Lock(1), new Add(1, 2), new Add(2, 1))),
      pair(
          "one moves an item over the bound of the other's condition",
          List.of(new Count(15), new Set(2, 1), new Count(15)),
          List.of(new AddToAll(15, 100), new Look(1), new Set(1, 16))));

  private static Pair pair(String name, List<UnitOperation> one, List<UnitOperation> other) {
    return new Pair(name, one, other);
  }

  /** One order of one pair at one level. */
  private record Case(Pair pair, Level level, String order) {}

  private List<Case> cases() {
    var cases = new ArrayList<Case>();
    for (Pair pair : PAIRS) {
      for (Level level : levels()) {
        pair.schedule().interleavings().forEach(order -> cases.add(new Case(pair, level, order)));
      }
    }
    return cases;
  }

  @Test
  void pairsOfUnits_inEveryOrder_endAsTheirLevelAllows() {
    List<Case> cases = cases();
    int all = cases.size();
    var problems = new ArrayList<String>();
    int waited = 0;
    int failed = 0;
    String repeated;
    try (LayerUnderTest tested = open();
        ScheduleRunner runner = tested.runner()) {
      boolean deterministic = tested.waits() == null;
      if (!deterministic) {
        Collections.shuffle(cases, random());
        cases = cases.subList(0, Math.min(all, size(all / 50, all / 10)));
      }
      int done = 0;
      for (Case each : cases) {
        UnitOutcome outcome = run(tested, runner, each, problems);
        waited += outcome.waited() ? 1 : 0;
        failed += outcome.allCommitted() ? 0 : 1;
        if (deterministic) {
          String again = run(tested, runner, each, problems).toString();
          if (!again.equals(outcome.toString())) {
            problems.add(each + " gave first " + outcome + " and then " + again);
          }
        }
        if (++done % 250 == 0) {
          progress("interleavings on " + subject() + ": " + done + " of " + cases.size());
        }
      }
      repeated = deterministic ? ", each twice with one outcome" : " drawn of " + all;
    }
    assertThat(problems).as(seedHint()).isEmpty();
    figure(
        "interleavings",
        subject(),
        "%,d orders%s: all allowed (%,d with a conflict, %,d with a wait)",
        cases.size(),
        repeated,
        failed,
        waited);
  }

  private static UnitOutcome run(
      LayerUnderTest tested, ScheduleRunner runner, Case each, List<String> problems) {
    SharedItems.reset(tested.data(), FIRST);
    UnitOutcome outcome = runner.run(each.pair().schedule(), at(each.level()), each.order());
    Map<Integer, Integer> last = SharedItems.items(tested.data());
    if (!UnitHistory.of(outcome, operations(each.pair())).isAllowed(each.level(), FIRST, last)) {
      problems.add(each.pair().name() + " at " + each.level() + ": " + outcome + " leaves " + last);
    }
    return outcome;
  }

  private static List<List<UnitOperation>> operations(Pair pair) {
    return List.of(pair.one(), pair.other());
  }
}
