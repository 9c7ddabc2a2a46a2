package org.bilayer.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bilayer.UnitOptions;
import org.bilayer.failure.DataException;
import org.bilayer.failure.LockTimeoutException;
import org.bilayer.failure.PoolExhaustedException;
import org.bilayer.failure.UnavailableException;
import org.bilayer.failure.UnitOfWorkFailedException;
import org.bilayer.failure.WriteConflictException;
import org.junit.jupiter.api.Test;

/** Which failures are followed by another try, and after which pause, with a clock of the test's own. */
final class RetriesTest {

  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
  private final DataException conflict = new WriteConflictException("pretended", null);
  private final DataException lock = new LockTimeoutException("pretended", null);
  private final DataException gone = new UnavailableException("pretended", null);
  private final DataException dead = new UnavailableException("pretended", null, true);

  private static Retries retries(UnitOptions unit) {
    return new Retries(unit, Optional.empty());
  }

  /** How often a unit is tried whose tries all end alike, up to a bound; the longest pause is checked. */
  private static int tries(Retries retries, DataException failure, long millis, long pauseMax) {
    for (int tries = 1; tries < 1_000; tries++) {
      long pause = retries.pauseAfter(failure, millis * MILLI, 0);
      if (pause == Retries.NEVER) {
        return tries;
      }
      assertThat(pause).as("pause after try %d", tries).isBetween(0L, pauseMax * MILLI);
    }
    return 1_000;
  }

  @Test
  void conflicts_areCounted_howeverLongTheyTake() {
    assertThat(tries(retries(UnitOptions.defaults()), conflict, 1, 500)).isEqualTo(40);
    assertThat(tries(retries(UnitOptions.defaults()), conflict, 60_000, 500)).isEqualTo(40);
  }

  @Test
  void conflicts_pauseIsShortForTheFirstTwentyTries() {
    Retries retries = retries(UnitOptions.defaults());
    for (int i = 0; i < 20; i++) {
      assertThat(retries.pauseAfter(conflict, MILLI, 0)).isBetween(0L, 40 * MILLI);
    }
  }

  @Test
  void conflicts_firstPauseFitsTheTry() {
    for (int i = 0; i < 200; i++) {
      assertThat(retries(UnitOptions.defaults()).pauseAfter(conflict, MILLI / 20, 0))
          .isBetween(0L, MILLI / 5);
    }
    long longest = 0;
    for (int i = 0; i < 200; i++) {
      longest =
          Math.max(longest, retries(UnitOptions.defaults()).pauseAfter(conflict, 100 * MILLI, 0));
    }
    assertThat(longest).isBetween(MILLI, 5 * MILLI);
  }

  @Test
  void deadConnections_areTriedAgainAtOnce_asManyAsAPoolHolds() {
    Retries retries = retries(UnitOptions.defaults());
    for (int i = 0; i < 200; i++) {
      assertThat(retries.pauseAfter(dead, MILLI, 0)).isZero();
    }
    assertThat(retries.pauseAfter(dead, MILLI, 0)).isPositive();
  }

  @Test
  void deadConnections_leaveTheConflictsAlone() {
    Retries retries = retries(UnitOptions.defaults());
    for (int i = 0; i < 100; i++) {
      assertThat(retries.pauseAfter(dead, MILLI, 0)).isZero();
    }
    assertThat(tries(retries, conflict, 1, 500)).isEqualTo(40);
  }

  @Test
  void storeThatRefusesAtOnce_isTriedForTenSeconds_afterGrowingPauses() {
    Retries retries = retries(UnitOptions.defaults());
    assertThat(retries.pauseAfter(gone, MILLI, 0)).isBetween(25 * MILLI, 50 * MILLI);
    int tries = 1 + tries(retries, gone, 1, 1_000);
    assertThat(tries).isBetween(14, 25);
  }

  @Test
  void tryThatWaited_usesUpTheTime() {
    assertThat(tries(retries(UnitOptions.defaults()), gone, 30_000, 0)).isEqualTo(1);
    assertThat(tries(retries(UnitOptions.defaults()), lock, 50_000, 0)).isEqualTo(1);
    assertThat(tries(retries(UnitOptions.defaults()), lock, 2_000, 500)).isEqualTo(5);
    assertThat(tries(retries(UnitOptions.defaults()), dead, 4_000, 0)).isEqualTo(3);
  }

  @Test
  void lockTimeoutsThatTakeNoTime_areBoundedAsConflicts() {
    assertThat(tries(retries(UnitOptions.defaults()), lock, 0, 500)).isEqualTo(40);
  }

  @Test
  void unitWithATimeout_isBoundedByItInPlaceOfTenSeconds() {
    var retries = new Retries(
        UnitOptions.defaults().timeout(Duration.ofMinutes(2)), Optional.of(120_000 * MILLI));
    assertThat(retries.pauseAfter(gone, 50_000 * MILLI, 50_000 * MILLI)).isNotNegative();
    assertThat(retries.pauseAfter(gone, 50_000 * MILLI, 100_000 * MILLI)).isNotNegative();
    assertThat(retries.pauseAfter(gone, 20_000 * MILLI, 120_000 * MILLI)).isEqualTo(Retries.NEVER);
  }

  @Test
  void triesThatWereSaid_boundEveryFailure() {
    assertThat(tries(retries(UnitOptions.defaults().maxTries(1)), dead, 0, 0)).isEqualTo(1);
    assertThat(tries(retries(UnitOptions.defaults().maxTries(3)), gone, 0, 1_000))
        .isEqualTo(3);
    assertThat(tries(retries(UnitOptions.defaults().maxTries(40)), dead, 0, 0)).isEqualTo(40);
  }

  @Test
  void failureKeptSecret_countsAsItself() {
    var secret = new UnitOfWorkFailedException(new UnitOfWorkFailedException(gone));
    assertThat(Retries.reason(secret)).isSameAs(gone);
    assertThat(
            tries(retries(UnitOptions.defaults()), new UnitOfWorkFailedException(gone), 30_000, 0))
        .isEqualTo(1);
  }

  @Test
  void exhaustedPool_isNotTriedAgain() {
    var exhausted = new PoolExhaustedException("pretended", null);
    assertThat(tries(retries(UnitOptions.defaults()), exhausted, 0, 0)).isEqualTo(1);
  }
}
