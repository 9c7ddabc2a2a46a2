package org.bilayer.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who waits while a unit that lost often has the turn. */
final class TurnsTest {

  /** Longer than any test, so that a wait ends only because the turn is given on. */
  private final Turns turns = new Turns(600_000);

  private Thread other = new Thread(() -> {});

  @AfterEach
  void endOther() throws InterruptedException {
    other.interrupt();
    other.join();
  }

  /** Whether a call waits, made in another thread. */
  private boolean waits(Runnable call) throws InterruptedException {
    other = new Thread(call);
    other.start();
    while (true) {
      switch (other.getState()) {
        case TIMED_WAITING -> {
          return true;
        }
        case TERMINATED -> {
          return false;
        }
        default -> Thread.onSpinWait();
      }
    }
  }

  @Test
  void letUrgentPass_theTurnIsTaken_doesNotWait() throws InterruptedException {
    assertThat(turns.enter()).isTrue();
    assertThat(waits(turns::letUrgentPass)).isFalse();
  }

  @Test
  void letUrgentPass_theTurnIsTakenAndUrgent_waitsUntilItIsGivenOn() throws InterruptedException {
    assertThat(turns.enter()).isTrue();
    turns.urge();
    assertThat(waits(turns::letUrgentPass)).isTrue();
    turns.leave();
    other.join();
    assertThat(turns.enter()).as("nobody has the turn").isTrue();
  }

  @Test
  void letUrgentPass_theUrgentOneHasLeft_doesNotWaitForTheNext() throws InterruptedException {
    assertThat(turns.enter()).isTrue();
    turns.urge();
    turns.leave();
    assertThat(turns.enter()).isTrue();
    assertThat(waits(turns::letUrgentPass)).isFalse();
  }

  @Test
  void letPass_theTurnIsTaken_waits() throws InterruptedException {
    assertThat(waits(turns::letPass)).isFalse();
    assertThat(turns.enter()).isTrue();
    assertThat(waits(turns::letPass)).isTrue();
  }

  @Test
  void enter_interrupted_goesOnWithoutTheTurn() throws InterruptedException {
    assertThat(turns.enter()).isTrue();
    var outcome = new boolean[] {true, false};
    assertThat(waits(() -> {
          outcome[0] = turns.enter();
          outcome[1] = Thread.currentThread().isInterrupted();
        }))
        .isTrue();
    other.interrupt();
    other.join();
    assertThat(outcome).as("has the turn, is interrupted").containsExactly(false, true);
  }
}
