package org.bilayer.contracts.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bilayer.value.Level.READ_COMMITTED;
import static org.bilayer.value.Level.SERIALIZABLE;
import static org.bilayer.value.Level.SNAPSHOT;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bilayer.contracts.transaction.Explanation.Committed;
import org.bilayer.contracts.transaction.Explanation.Made;
import org.bilayer.contracts.transaction.UnitOperation.Add;
import org.bilayer.contracts.transaction.UnitOperation.Get;
import org.bilayer.contracts.transaction.UnitOperation.Insert;
import org.bilayer.contracts.transaction.UnitOperation.Remove;
import org.bilayer.value.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExplanationTest {

  private static final Map<Integer, Integer> FIRST = Map.of(1, 10);

  /** What a step of a schedule saw, at a tick of the clock. */
  private static Made at(long tick, UnitOperation operation, Object answer) {
    return new Made(operation, answer, false, tick, tick);
  }

  private static Committed unit(long end, Made... steps) {
    return new Committed(List.of(steps), steps[0].startNanos() - 1, end);
  }

  private static boolean isAllowed(Level level, Map<Integer, Integer> last, Committed... units) {
    return Explanation.exists(level, FIRST, new ArrayList<>(List.of(units)), last);
  }

  @ParameterizedTest
  @EnumSource
  void exists_noUnits_whatWasStoredIsStored(Level level) {
    assertThat(isAllowed(level, FIRST)).isTrue();
    assertThat(isAllowed(level, Map.of(1, 11))).isFalse();
  }

  @Test
  void exists_updateFromAStateThatAnotherHasChanged_isAllowedAtNoLevel() {
    Committed one = unit(30, at(10, new Add(1, 1), 10));
    Committed other = unit(40, at(20, new Add(1, 5), 10));

    for (Level level : Level.values()) {
      assertThat(isAllowed(level, Map.of(1, 15), one, other)).as("%s", level).isFalse();
      assertThat(isAllowed(level, Map.of(1, 11), one, other)).as("%s", level).isFalse();
    }
  }

  @Test
  void exists_additionOfAnItemThatCameAndWentSinceTheSnapshot_isAllowedBelowSerializable() {
    Committed adds = unit(30, at(20, new Insert(4, 1), true), at(21, new Add(1, 1), 10));
    Committed removes = unit(50, at(40, new Remove(4), 1));
    Committed addsAgain = unit(70, at(10, new Get(1), 10), at(60, new Insert(4, 2), true));
    Map<Integer, Integer> last = Map.of(1, 11, 4, 2);

    assertThat(isAllowed(READ_COMMITTED, last, adds, removes, addsAgain)).isTrue();
    assertThat(isAllowed(SNAPSHOT, last, adds, removes, addsAgain)).isTrue();
    assertThat(isAllowed(SERIALIZABLE, last, adds, removes, addsAgain)).isFalse();
  }

  @Test
  void exists_additionOfAnItemThatIsThereByNow_isAllowedAtNoLevel() {
    Committed adds = unit(30, at(20, new Insert(4, 1), true));
    Committed addsToo = unit(40, at(10, new Get(1), 10), at(11, new Insert(4, 2), true));

    for (Level level : Level.values()) {
      assertThat(isAllowed(level, Map.of(1, 10, 4, 2), adds, addsToo))
          .as("%s", level)
          .isFalse();
    }
  }

  @Test
  void exists_changeOfAnItemThatWentAndCameBackSince_isAllowedAtNoLevelWithASnapshot() {
    Committed removes = unit(30, at(20, new Remove(1), 10));
    Committed adds = unit(50, at(40, new Insert(1, 20), true));
    Committed changes = unit(70, at(10, new Get(1), 10), at(60, new Add(1, 5), 10));

    assertThat(isAllowed(SNAPSHOT, Map.of(1, 15), removes, adds, changes)).isFalse();
    assertThat(isAllowed(SERIALIZABLE, Map.of(1, 15), removes, adds, changes)).isFalse();
  }
}
