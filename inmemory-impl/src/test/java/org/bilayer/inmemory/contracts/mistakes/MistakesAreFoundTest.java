package org.bilayer.inmemory.contracts.mistakes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bilayer.contracts.Contract;
import org.bilayer.contracts.VersionStrategy;
import org.bilayer.contracts.failure.RetryContract;
import org.bilayer.contracts.model.ChildrenConditionContract;
import org.bilayer.contracts.model.ConstraintContract;
import org.bilayer.contracts.model.RoundTripContract;
import org.bilayer.contracts.query.ConditionContract;
import org.bilayer.contracts.query.SortContract;
import org.bilayer.contracts.query.StreamContract;
import org.bilayer.contracts.unit.AttemptContract;
import org.bilayer.contracts.unit.FlushPlanContract;
import org.bilayer.contracts.unit.IdentityMapContract;
import org.bilayer.contracts.unit.IsolationContract;
import org.bilayer.contracts.unit.StoredVersionContract;
import org.bilayer.contracts.unit.UnitOfWorkContract;
import org.bilayer.contracts.unit.VersionContract;
import org.bilayer.store.Schema;
import org.bilayer.store.SchemaDifference;
import org.bilayer.store.SessionOptions;
import org.bilayer.store.Store;
import org.bilayer.store.StoreSession;
import org.bilayer.store.Table;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;
import org.bilayer.testkit.backend.WrappedBackend;
import org.bilayer.value.Level;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** A store with a mistake fails the test that is about it, and the same store without it passes. */
final class MistakesAreFoundTest {

  /** The backend of the contract that is being run. */
  private static Backend backend = Backends.memory();

  static Stream<Arguments> mistakes() {
    return Stream.of(
        mistake(
            "versions ignored",
            Mistake::versionsIgnored,
            Version.class,
            "update_rowChangedMeanwhile_conflicts",
            "remove_rowChangedMeanwhile_conflicts",
            "update_differentOwnedRowsInTwoUnits_conflicts"),
        mistake(
            "server versions ignored",
            Mistake::versionsIgnored,
            ServerVersion.class,
            "update_rowChangedMeanwhile_conflicts",
            "remove_rowChangedMeanwhile_conflicts"),
        mistake(
            "server version not read back",
            Mistake::versionNotReadBack,
            ServerVersionInAttempts.class,
            "attempt_changeInside_canBeChangedBeforeAndBehind"),
        mistake(
            "null is no version",
            Mistake::nullIsNoVersion,
            StoredVersions.class,
            "change_ofARowWithoutVersion_givesItTheFirst",
            "update_atVersionZero_isStoredOnce",
            "remove_ofARowWithoutVersion_removesIt"),
        mistake(
            "counts not known",
            Mistake::countsNotKnown,
            Version.class,
            "update_rowChangedMeanwhile_conflicts",
            "update_rowRemovedMeanwhile_conflicts"),
        mistake(
            "unique keys ignored",
            Mistake::uniqueKeysIgnored,
            Constraints.class,
            "add_idThatIsStored_isRefused",
            "add_uniqueValueThatIsStored_isRefused",
            "add_severalUniqueColumnsAllTheSame_isRefused"),
        mistake(
            "references ignored",
            Mistake::referencesIgnored,
            Constraints.class,
            "add_referenceToNothing_isRefused",
            "remove_aggregateThatIsReferredTo_isRefused",
            "add_referenceOfSeveralColumns_mustMeetAllOfThem"),
        mistake(
            "checks ignored",
            Mistake::checksIgnored,
            Constraints.class,
            "add_checkNotSatisfied_isRefused",
            "update_toStateThatDoesNotSatisfyACheck_isRefused"),
        mistake(
            "names made up",
            Mistake::namesMadeUp,
            Constraints.class,
            "add_uniqueValueThatIsStored_isRefused"),
        mistake(
            "inserts first",
            Mistake::insertsFirst,
            FlushPlan.class,
            "commit_removeThenAddUnderOneUniqueValue_isAccepted",
            "commit_uniqueValuePassedFromChangedToAdded_isAccepted"),
        mistake(
            "text trimmed",
            Mistake::textTrimmed,
            RoundTrip.class,
            "add_valuesAtTheEdges_comeBackTheSame"),
        mistake(
            "fractions lost",
            Mistake::fractionsLost,
            RoundTrip.class,
            "add_valuesAtTheEdges_comeBackTheSame"),
        mistake(
            "empty text is null",
            Mistake::emptyTextIsNull,
            RoundTrip.class,
            "add_valuesAtTheEdges_comeBackTheSame"),
        mistake(
            "rollback lost",
            Mistake::rollbackLost,
            UnitsOfWork.class,
            "rollback_addedChangedAndRemoved_leavesEverythingAsItWas",
            "run_exceptionOfTheWork_passesUnchangedAndNothingIsStored",
            "close_withoutCommit_leavesEverythingAsItWas"),
        mistake("commit lost", Mistake::commitLost, UnitsOfWork.class, "commit_changes_areStored"),
        mistake(
            "savepoints ignored",
            Mistake::savepointsIgnored,
            Attempts.class,
            "attempt_failing_isUndoneAndTheUnitGoesOn",
            "attempt_outerFailing_undoesSuccessfulInnerOnes"),
        mistake(
            "null is different",
            Mistake::nullIsDifferent,
            ConditionsOf.class,
            "find_comparedWithValue_selectsByTheOrderOfTheType"),
        mistake(
            "not unknown is true",
            Mistake::notUnknownIsTrue,
            ConditionsOf.class,
            "find_inValues_selectsRowsWithOneOfThem"),
        mistake(
            "case ignored",
            Mistake::caseIgnored,
            ConditionsOf.class,
            "find_byTextThatDiffersInCaseBlankOrAccent_findsNothing"),
        mistake(
            "percent is a pattern",
            Mistake::percentIsAPattern,
            ConditionsOf.class,
            "find_searchInText_takesEveryCharacterForItself"),
        mistake(
            "count of everything",
            Mistake::countOfEverything,
            ConditionsOf.class,
            "find_isNull_selectsRowsWithoutValue"),
        mistake(
            "one key only",
            Mistake::oneKeyOnly,
            IdentityMap.class,
            "findAll_ids_comeInTheirOrderWithoutRepeatsAndMissing"),
        mistake(
            "owners mixed up",
            Mistake::ownersMixedUp,
            ChildrenConditions.class,
            "find_anyOwnedRow_selectsOwnersOfOneThatSatisfiesTheWholeCondition"),
        mistake(
            "nulls always first",
            Mistake::nullsAlwaysFirst,
            Sorts.class,
            "find_sortedByAttribute_followsTheOrderOfTheTypeThenTheId"),
        mistake(
            "ties the other way",
            Mistake::tiesTheOtherWay,
            Sorts.class,
            "find_sortedByAttribute_followsTheOrderOfTheTypeThenTheId"),
        mistake(
            "limit ignored",
            Mistake::limitIgnored,
            Sorts.class,
            "find_limitedAndSorted_findsTheFirst"),
        mistake(
            "cursor ends early",
            Mistake::cursorEndsEarly,
            Streams.class,
            "stream_manyRows_givesEachOnce"),
        mistake(
            "violations are conflicts",
            Mistake::violationsAreConflicts,
            Retries.class,
            "run_uniqueValueTaken_isTriedOnce"),
        Arguments.of(
            "weaker level given",
            new WeakerLevel(),
            Isolation.class,
            List.of(
                "read_atSnapshot_seesOneState", "read_atSnapshotOfTwoTables_neverMixesTwoStates")));
  }

  private static Arguments mistake(
      String what,
      UnaryOperator<StoreSession> sessions,
      Class<? extends Contract> contract,
      String... tests) {
    return Arguments.of(
        what,
        new WrappedBackend(Backends.memory(), "memory with " + what, sessions),
        contract,
        List.of(tests));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void mistake_aroundAStore_failsTheTestsThatAreAboutIt(
      String what, Backend broken, Class<? extends Contract> contract, List<String> tests) {
    for (String test : tests) {
      assertThat(failures(Backends.memory(), contract, test))
          .as("failures of %s without a mistake", test)
          .isEmpty();
      assertThat(failures(broken, contract, test))
          .as("failures of %s with the mistake: %s", test, what)
          .isNotEmpty()
          .allMatch(failure -> failure instanceof AssertionError
              || failure.getClass().getName().startsWith("org.bilayer.failure"));
    }
  }

  private static List<Throwable> failures(
      Backend tested, Class<? extends Contract> contract, String test) {
    backend = tested;
    try {
      return EngineTestKit.engine("junit-jupiter")
          .configurationParameter("bilayer.prints.seeds", "false")
          .selectors(selectMethod(contract, named(test, contract)))
          .execute()
          .testEvents()
          .failed()
          .stream()
          .map(MistakesAreFoundTest::failure)
          .flatMap(Optional::stream)
          .toList();
    } finally {
      backend = Backends.memory();
    }
  }

  private static Optional<Throwable> failure(Event event) {
    return event.getRequiredPayload(TestExecutionResult.class).getThrowable();
  }

  private static Method named(String test, Class<?> contract) {
    return Arrays.stream(contract.getSuperclass().getDeclaredMethods())
        .filter(method -> method.getName().equals(test))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no test " + test + " in " + contract));
  }

  /** Memory that begins every unit of work at the lowest level. */
  private record WeakerLevel() implements Backend {

    @Override
    public String name() {
      return "memory at a weaker level";
    }

    @Override
    public Set<Level> levels() {
      return Backends.memory().levels();
    }

    @Override
    public Store create(Schema schema, long seed) {
      Store store = Backends.memory().create(schema, seed);
      return new Store() {
        @Override
        public String name() {
          return store.name();
        }

        @Override
        public Set<Level> levels() {
          return store.levels();
        }

        @Override
        public StoreSession open(SessionOptions options) {
          return store.open(
              SessionOptions.of(Level.READ_COMMITTED, options.readOnly(), options.deadlineNanos()));
        }

        @Override
        public List<SchemaDifference> differences() {
          return store.differences();
        }

        @Override
        public void continueKeys(Table table) {
          store.continueKeys(table);
        }

        @Override
        public void close() {
          store.close();
        }
      };
    }
  }

  // --- the contracts, on the backend of the moment ---

  static final class Version extends VersionContract {
    @Override
    protected Backend backend() {
      return backend;
    }
  }

  static final class ServerVersion extends VersionContract {
    @Override
    protected Backend backend() {
      return backend;
    }

    @Override
    protected VersionStrategy versions() {
      return VersionStrategy.SERVER;
    }
  }

  static final class ServerVersionInAttempts extends AttemptContract {
    @Override
    protected Backend backend() {
      return backend;
    }

    @Override
    protected VersionStrategy versions() {
      return VersionStrategy.SERVER;
    }
  }

  static final class StoredVersions extends StoredVersionContract {
    @Override
    protected Backend backend() {
      return backend;
    }
  }

  static final class Constraints extends ConstraintContract {
    @Override
    protected Backend backend() {
      return backend;
    }
  }

  static final class FlushPlan extends FlushPlanContract {
    @Override
    protected Backend backend() {
      return backend;
    }
  }

  static final class RoundTrip extends RoundTripContract {
    @Override
    protected Backend backend() {
      return backend;
    }
  }

  static final class UnitsOfWork extends UnitOfWorkContract {
    @Override
    protected Backend backend() {
      return backend;
    }
  }

  static final class IdentityMap extends IdentityMapContract {
    @Override
    protected Backend backend() {
      return backend;
    }
  }

  static final class Attempts extends AttemptContract {
    @Override
    protected Backend backend() {
      return backend;
    }
  }

  static final class ConditionsOf extends ConditionContract {
    @Override
    protected Backend backend() {
      return backend;
    }
  }

  static final class ChildrenConditions extends ChildrenConditionContract {
    @Override
    protected Backend backend() {
      return backend;
    }
  }

  static final class Sorts extends SortContract {
    @Override
    protected Backend backend() {
      return backend;
    }
  }

  static final class Streams extends StreamContract {
    @Override
    protected Backend backend() {
      return backend;
    }
  }

  static final class Retries extends RetryContract {
    @Override
    protected Backend backend() {
      return backend;
    }
  }

  static final class Isolation extends IsolationContract {
    @Override
    protected Backend backend() {
      return backend;
    }
  }
}
