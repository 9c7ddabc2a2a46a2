package org.bilayer.inmemory.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.bilayer.contracts.Figure;
import org.bilayer.contracts.query.PathContract;
import org.bilayer.contracts.transaction.AnomalyContract;
import org.bilayer.contracts.transaction.InterleavingContract;
import org.bilayer.contracts.transaction.RaceContract;
import org.bilayer.contracts.transaction.SerialSearchContract;
import org.bilayer.testkit.backend.Backend;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** The checks of isolation are worth something: each of eleven wrong engines fails one of them, which the right one passes. */
final class WrongEnginesAreFoundTest {

  /** The backend of the check that is being run. */
  private static Backend backend = new WrongEngine("no mistake");

  private record Planted(Supplier<WrongEngine> engine, Class<?> check) {}

  private static final List<Planted> ENGINES = List.of(
      new Planted(WrongEngine::withoutVersionCheck, Anomalies.class),
      new Planted(WrongEngine::validationOffByOne, SerialSearch.class),
      new Planted(WrongEngine::logTrimmedEarly, SerialSearch.class),
      new Planted(WrongEngine::absentKeysUntracked, SerialSearch.class),
      new Planted(WrongEngine::afterImageOnly, SerialSearch.class),
      new Planted(WrongEngine::referredRowsUntracked, Paths.class),
      new Planted(WrongEngine::dirtyRead, Anomalies.class),
      new Planted(WrongEngine::indexNotInTheRoot, SerialSearch.class),
      new Planted(WrongEngine::referencesCheckedAgainstTheSnapshot, Races.class),
      new Planted(WrongEngine::publishedBeforeTheChecks, SerialSearch.class),
      new Planted(WrongEngine::firstStateKept, Interleavings.class));

  @Test
  void wrongEngines_eachRunThroughACheck_areFound() {
    int found = 0;
    for (Planted planted : ENGINES) {
      WrongEngine engine = planted.engine().get();
      long start = System.nanoTime();
      List<Throwable> failures = failures(engine, planted.check());
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      assertThat(failures).as("failures of %s", engine.name()).isNotEmpty();
      assertThat(failures).allMatch(failure -> failure instanceof AssertionError);
      found++;
      new Figure(
              "wrong engines",
              engine.name(),
              String.format(
                  Locale.ROOT,
                  "found by %s in %,d ms",
                  planted.check().getSuperclass().getSimpleName(),
                  millis))
          .print();
    }
    assertThat(found).isEqualTo(11);
  }

  @Test
  void rightEngine_runThroughTheSameChecks_isNotFound() {
    for (Class<?> check : List.of(Anomalies.class, Races.class, Paths.class)) {
      assertThat(failures(new WrongEngine("no mistake"), check)).isEmpty();
    }
  }

  private static List<Throwable> failures(Backend tested, Class<?> check) {
    backend = tested;
    Stream<Event> failed = EngineTestKit.engine("junit-jupiter")
        .selectors(DiscoverySelectors.selectClass(check))
        .execute()
        .testEvents()
        .failed()
        .stream();
    return failed
        .flatMap(
            event -> event.getRequiredPayload(TestExecutionResult.class).getThrowable().stream())
        .toList();
  }

  // --- the checks, on the backend of the moment ---

  static final class Anomalies extends AnomalyContract {
    @Override
    protected Backend backend() {
      return backend;
    }

    @Override
    protected boolean printsFigures() {
      return false;
    }

    @Override
    protected boolean isLong() {
      return false;
    }
  }

  static final class Paths extends PathContract {
    @Override
    protected Backend backend() {
      return backend;
    }
  }

  static final class Interleavings extends InterleavingContract {
    @Override
    protected Backend backend() {
      return backend;
    }

    @Override
    protected boolean printsFigures() {
      return false;
    }

    @Override
    protected boolean isLong() {
      return false;
    }
  }

  static final class SerialSearch extends SerialSearchContract {
    @Override
    protected Backend backend() {
      return backend;
    }

    @Override
    protected boolean printsFigures() {
      return false;
    }

    @Override
    protected boolean isLong() {
      return false;
    }
  }

  static final class Races extends RaceContract {
    @Override
    protected Backend backend() {
      return backend;
    }

    @Override
    protected boolean printsFigures() {
      return false;
    }

    @Override
    protected boolean isLong() {
      return false;
    }
  }
}
