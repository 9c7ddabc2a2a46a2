package org.bilayer.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.bilayer.DataLayer;
import org.bilayer.LayerOptions;
import org.bilayer.Repository;
import org.bilayer.UnitOfWork;
import org.bilayer.UnitOptions;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.query.Query;
import org.bilayer.store.Condition;
import org.bilayer.store.Select;
import org.bilayer.store.SessionOptions;
import org.bilayer.store.SortColumn;
import org.bilayer.store.StoreSession;
import org.bilayer.store.Table;
import org.bilayer.store.Write;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.ConnectionLimit;
import org.bilayer.testkit.backend.Contents;
import org.bilayer.testkit.backend.Fixture;
import org.bilayer.testkit.backend.NeedsConnections;
import org.bilayer.testkit.database.ReportDatabases;
import org.bilayer.value.Level;
import org.bilayer.value.Lock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.opentest4j.TestAbortedException;

/**
 * What all contracts share: a backend, an empty data layer for each test, and the checks after it. A test fails, too, if it
 * leaves a unit of work or a connection open, if its store holds more connections than {@link NeedsConnections} says, or if a
 * warning was logged that it did not expect.
 */
@ExtendWith({ReportDatabases.class, ConnectionLimit.class})
@ResourceLock(Resources.SYSTEM_ERR)
@Timeout(120)
public abstract class Contract {

  /** Set to {@code false} by tests of the contracts themselves, which fail on purpose. */
  private static final String PRINTS_SEEDS = "bilayer.prints.seeds";

  @RegisterExtension
  static final AfterTestExecutionCallback SEED_OF_A_FAILURE = context -> context
      .getExecutionException()
      .filter(e -> !context.getConfigurationParameter(PRINTS_SEEDS).equals(Optional.of("false")))
      .filter(e -> !(e instanceof TestAbortedException))
      .ifPresent(e -> System.out.println("bilayer-contracts: "
          + context.getRequiredTestClass().getSimpleName() + "." + context.getDisplayName()
          + " failed; it draws the same again with "
          + ((Contract) context.getRequiredTestInstance()).seed));

  @RegisterExtension
  static final BeforeEachCallback CONNECTIONS_NEEDED =
      context -> ((Contract) context.getRequiredTestInstance()).connectionsNeeded =
          ConnectionLimit.needed(context);

  /** The fixture of the class whose tests are running, kept from one test to the next. */
  private static @Nullable Fixture kept;

  private final TestSeed seed = TestSeed.next();
  private final Random random = seed.random();
  private final List<Fixture> fixtures = new ArrayList<>();
  private @Nullable DataLayer data;
  private @Nullable LogWatch log;
  private int connectionsNeeded = 1;

  /** The backend that must keep this contract. */
  protected abstract Backend backend();

  /** The model of the objects that the tests of this contract store. */
  protected abstract Model model();

  /** How rows show that they have changed; a test of a backend may choose another strategy than the mappings declare. */
  protected VersionStrategy versions() {
    return VersionStrategy.DECLARED;
  }

  @BeforeEach
  void watchLog() {
    log = LogWatch.begin();
  }

  @AfterEach
  void tidyUp() {
    try (LogWatch watch = log()) {
      int inUse = 0;
      int inUseMax = 0;
      for (Fixture fixture : fixtures) {
        inUseMax = Math.max(inUseMax, fixture.takeConnectionsInUseMax());
        int left = fixture.connectionsInUse();
        inUse += left;
        if (left == 0 && kept == null && fixture.isWorthKeeping() && fixture.isMadeEmpty()) {
          kept = fixture;
        } else {
          fixture.close();
        }
      }
      assertThat(watch.problems()).as("warnings that were not expected").isEmpty();
      assertThat(inUse)
          .as("connections that were not given back; is a unit of work still open?")
          .isZero();
      assertThat(inUseMax)
          .as(
              "connections in use at the same time; a test with several units has @NeedsConnections")
          .isLessThanOrEqualTo(connectionsNeeded);
    }
  }

  @AfterAll
  static void closeKept() {
    Fixture last = kept;
    kept = null;
    if (last != null) {
      last.close();
    }
  }

  private LogWatch log() {
    LogWatch watch = log;
    if (watch == null) {
      throw new IllegalStateException("A contract uses its fixture in tests only.");
    }
    return watch;
  }

  /** Random values: one sequence for each test, repeated by the seed that a failed test prints. */
  protected final Random random() {
    return random;
  }

  /** The data layer of this test, with default options and without data. */
  protected final synchronized DataLayer data() {
    if (data == null) {
      Fixture reused = kept;
      kept = null;
      if (reused == null) {
        data = open(LayerOptions.defaults());
      } else {
        fixtures.add(reused);
        data = reused.layer();
      }
    }
    return data;
  }

  /** A new data layer on a store of its own, closed after the test. */
  protected final DataLayer open(LayerOptions options) {
    return open(backend(), options);
  }

  /** As {@link #open(LayerOptions)}, on another backend than the one that must keep this contract. */
  protected final DataLayer open(Backend backend, LayerOptions options) {
    Model chosen = versions().of(model());
    Model named = backend() instanceof ForeignNames ? ForeignNames.of(chosen) : chosen;
    Fixture fixture = Fixture.open(backend, named, options, seed.value());
    fixtures.add(fixture);
    return fixture.layer();
  }

  /** Checks that a warning or error with this text was logged, and does not count this one as unexpected. */
  protected final void expectLogged(String part) {
    assertThat(log().remove(part))
        .as(
            "a warning or error in the log that contains: %s, among %s",
            part, log().problems())
        .isTrue();
  }

  // --- steps that most tests have ---

  /** Adds objects, in a unit of work of its own. */
  @SafeVarargs
  protected final <T, I> void stored(Mapping<T, I> mapping, T... objects) {
    var all = new ArrayList<T>();
    for (T object : objects) {
      all.add(object);
    }
    data().run(work -> work.repository(mapping).addAll(all));
  }

  /** Stores rows as another application does: in a transaction of the store, without the engine. */
  protected final void storedByOthers(List<Write> writes) {
    storedByOthers(data(), writes);
  }

  /** As {@link #storedByOthers(List)}, in the store of a layer of this test. */
  protected final void storedByOthers(DataLayer layer, List<Write> writes) {
    try (StoreSession session = session(layer)) {
      session.write(writes);
      session.commit();
    }
  }

  /** The rows of a table, all columns, by key; read without the engine from the store of a layer of this test. */
  protected final List<@Nullable Object[]> rows(DataLayer layer, Table table) {
    var everyColumn = IntStream.range(0, table.columns().size()).boxed().toList();
    var byKey =
        table.key().stream().map(column -> new SortColumn(column, false, false)).toList();
    try (StoreSession session = session(layer)) {
      return session.select(new Select(
          table, new Condition.Always(true), byKey, Long.MAX_VALUE, everyColumn, Lock.NONE));
    }
  }

  private StoreSession session(DataLayer layer) {
    for (Fixture fixture : fixtures) {
      if (fixture.layer().equals(layer)) {
        return fixture
            .store()
            .open(SessionOptions.of(Level.READ_COMMITTED, false, Optional.empty()));
      }
    }
    throw new IllegalArgumentException("The layer is not of this test.");
  }

  /** Reads an object that must exist, in a unit of work of its own. */
  protected final <T, I> T read(Mapping<T, I> mapping, I id) {
    return data().execute(work -> work.repository(mapping).get(id));
  }

  /** Reads an object if it exists, in a unit of work of its own. */
  protected final <T, I> Optional<T> lookedUp(Mapping<T, I> mapping, I id) {
    return data().execute(work -> work.repository(mapping).find(id));
  }

  /** Reads all objects of one mapping, in a unit of work of its own and in no particular order. */
  protected final <T, I> List<T> all(Mapping<T, I> mapping) {
    return data().execute(work -> work.repository(mapping).find(Query.all()));
  }

  /** Reads the version of an object, in a unit of work of its own. */
  protected final <T, I> long versionOf(Mapping<T, I> mapping, I id) {
    return data().execute(work -> {
      Repository<T, I> repository = work.repository(mapping);
      return repository.version(repository.get(id)).number();
    });
  }

  /** Checks that a version is another one than before, and a greater one where versions are counted. */
  protected final void assertNewer(long version, long before) {
    assertThat(version).isNotEqualTo(before);
    if (versions().counts()) {
      assertThat(version).isGreaterThan(before);
    }
  }

  /** Checks the version of an object, where versions are counted. */
  protected final <T, I> void assertVersion(Mapping<T, I> mapping, I id, long expected) {
    long found = versionOf(mapping, id);
    if (versions().counts()) {
      assertThat(found).isEqualTo(expected);
    }
  }

  /**
   * Runs work that must fail: once, with the default options of units. Checks the type of the failure, and that nothing
   * stored has changed.
   *
   * @return the failure
   */
  protected final <E extends Throwable> E refused(Class<E> type, Consumer<UnitOfWork> work) {
    return refused(data(), UnitOptions.defaults(), type, work);
  }

  /** As {@link #refused(Class, Consumer)}, in a unit of work with these options. */
  protected final <E extends Throwable> E refused(
      UnitOptions options, Class<E> type, Consumer<UnitOfWork> work) {
    return refused(data(), options, type, work);
  }

  /** As {@link #refused(Class, Consumer)}, on another layer and with these options. */
  protected final <E extends Throwable> E refused(
      DataLayer layer, UnitOptions options, Class<E> type, Consumer<UnitOfWork> work) {
    Contents before = Contents.of(layer);
    Throwable failure = catchThrowable(() -> layer.run(options.maxTries(1), work));
    assertThat(failure).isInstanceOf(type);
    assertThat(Contents.of(layer)).as("what is stored after %s", failure).isEqualTo(before);
    return type.cast(failure);
  }

  /** Makes a call that must fail, and returns the failure. */
  protected static <E extends Throwable> E thrown(Class<E> type, Runnable call) {
    Throwable failure = catchThrowable(call::run);
    assertThat(failure).isInstanceOf(type);
    return type.cast(failure);
  }

  /** Does work in a unit that {@link DataLayer#begin()} opens, and closes the unit without a commit. */
  protected final void uncommitted(Consumer<UnitOfWork> work) {
    try (UnitOfWork unit = data().begin()) {
      work.accept(unit);
    }
  }
}
