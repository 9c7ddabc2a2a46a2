package org.bilayer.inmemory.internal.session;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bilayer.inmemory.internal.table.Root;
import org.bilayer.value.Level;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;

/**
 * Commits from several threads, by Lincheck [1]: every outcome of real threads must be that of some order of whole units
 * of work that keeps the order of those that did not overlap.
 *
 * <p>[1] N. Koval, A. Fedorov, M. Sokolova, D. Tsitelov, D. Alistarh, Lincheck: a practical framework for testing concurrent
 * data structures on JVM, CAV 2023.
 */
final class LinearisableCommitsTest {

  /** Serializable sessions that see one state and are validated against none. */
  public static final class Unvalidated extends LinearisableCommits {

    /** For Lincheck. */
    public Unvalidated() {
      super(store(new IsolationRules() {
        @Override
        boolean isTouched(ReadSet reads, CommitLog commits, Root snapshot) {
          return false;
        }
      }));
    }
  }

  /** Sessions that read whatever is newest, statement by statement, and forget what they read. */
  public static final class Torn extends LinearisableCommits {

    /** For Lincheck. */
    public Torn() {
      super(store(new IsolationRules() {
        @Override
        boolean movesWithEachStatement(Level level) {
          return true;
        }

        @Override
        boolean isTouched(ReadSet reads, CommitLog commits, Root snapshot) {
          return false;
        }
      }));
    }
  }

  private static StressOptions options() {
    boolean nightly = Boolean.getBoolean("bilayer.nightly");
    return new StressOptions()
        .threads(2)
        .actorsPerThread(2)
        .actorsBefore(0)
        .actorsAfter(1)
        .iterations(nightly ? 100 : 10)
        .invocationsPerIteration(nightly ? 5_000 : 500)
        .minimizeFailedScenario(false);
  }

  @Test
  void units_onSeveralThreads_areAsInSomeOrder() {
    options().check(LinearisableCommits.class);
  }

  @Test
  void plantedMistakes_areFound() {
    assertThatThrownBy(() -> options().iterations(100).check(Unvalidated.class))
        .isInstanceOf(LincheckAssertionError.class);
    assertThatThrownBy(() -> options().iterations(100).check(Torn.class))
        .isInstanceOf(LincheckAssertionError.class);
  }
}
