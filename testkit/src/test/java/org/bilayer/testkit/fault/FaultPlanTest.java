package org.bilayer.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bilayer.testkit.fault.FaultPlan.Raised;
import org.junit.jupiter.api.Test;

final class FaultPlanTest {

  private final FaultPlan plan = FaultPlan.create();

  @Test
  void at_withoutRules_isNothing() {
    assertThat(plan.at(Operation.COMMIT)).isEmpty();
    assertThat(plan.raised()).isEmpty();
    assertThat(plan.operations()).isEqualTo(1);
  }

  @Test
  void next_failsTheNextOfItsKind_once() {
    plan.next(Operation.COMMIT, Fault.DEADLOCK);
    assertThat(plan.at(Operation.FETCH)).isEmpty();
    assertThat(plan.at(Operation.COMMIT)).contains(Fault.DEADLOCK);
    assertThat(plan.at(Operation.COMMIT)).isEmpty();
    assertThat(plan.raised()).containsExactly(new Raised(Operation.COMMIT, Fault.DEADLOCK));
  }

  @Test
  void nth_countsItsKindFromNow() {
    plan.at(Operation.FETCH);
    plan.nth(2, Operation.FETCH, Fault.TIMEOUT);
    assertThat(plan.at(Operation.FETCH)).isEmpty();
    assertThat(plan.at(Operation.SELECT)).isEmpty();
    assertThat(plan.at(Operation.FETCH)).contains(Fault.TIMEOUT);
  }

  @Test
  void nthOfAny_countsEverything() {
    plan.nthOfAny(3, Fault.CANCELLED);
    assertThat(plan.at(Operation.OPEN)).isEmpty();
    assertThat(plan.at(Operation.FETCH)).isEmpty();
    assertThat(plan.at(Operation.ROLLBACK)).contains(Fault.CANCELLED);
  }

  @Test
  void rulesDueTogether_failOneOperationEach_inTheirOrder() {
    plan.next(Operation.FETCH, Fault.DEADLOCK).next(Operation.FETCH, Fault.LOCK_TIMEOUT);
    assertThat(plan.at(Operation.FETCH)).contains(Fault.DEADLOCK);
    assertThat(plan.at(Operation.FETCH)).contains(Fault.LOCK_TIMEOUT);
    assertThat(plan.at(Operation.FETCH)).isEmpty();
  }

  @Test
  void clear_forgetsEverything() {
    plan.next(Operation.FETCH, Fault.DEADLOCK).atRandom(1, 1, Fault.TIMEOUT);
    plan.at(Operation.SELECT);
    plan.clear();
    assertThat(plan.at(Operation.FETCH)).isEmpty();
    assertThat(plan.raised()).isEmpty();
    assertThat(plan.operations()).isEqualTo(1);
  }

  @Test
  void atRandom_withOneSeed_drawsTheSame() {
    List<Optional<Fault>> first = drawn(4711);
    assertThat(drawn(4711)).isEqualTo(first);
    assertThat(first)
        .contains(Optional.of(Fault.DEADLOCK), Optional.of(Fault.ANSWER_LOST), Optional.empty());
  }

  private static List<Optional<Fault>> drawn(long seed) {
    FaultPlan random = FaultPlan.create().atRandom(seed, 0.3, Fault.DEADLOCK, Fault.ANSWER_LOST);
    var drawn = new ArrayList<Optional<Fault>>();
    for (int i = 0; i < 100; i++) {
      drawn.add(random.at(Operation.FETCH));
    }
    return drawn;
  }

  @Test
  void atRandom_sparesWhatComesAfterTheEnd() {
    plan.atRandom(1, 1, Fault.DEADLOCK);
    assertThat(plan.at(Operation.ROLLBACK)).isEmpty();
    assertThat(plan.at(Operation.RESOLVE)).isEmpty();
    assertThat(plan.at(Operation.COMMIT)).contains(Fault.DEADLOCK);
  }

  @Test
  void ruleThatMakesNoSense_isRefused() {
    assertThatThrownBy(() -> plan.nth(0, Operation.FETCH, Fault.DEADLOCK))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Operations are counted from 1, not from 0.");
    assertThatThrownBy(() -> plan.atRandom(1, Double.NaN, Fault.DEADLOCK))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[probability=NaN, faults=1]");
    assertThatThrownBy(() -> plan.atRandom(1, 0.5)).isInstanceOf(IllegalArgumentException.class);
    assertThat(plan.at(Operation.FETCH)).isEmpty();
  }
}
