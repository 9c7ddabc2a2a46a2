package org.bilayer.testkit.verify;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.bilayer.LayerOptions;
import org.bilayer.UnitOfWork;
import org.bilayer.migration.Migrations;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.Model;
import org.bilayer.model.ModelInternals;
import org.bilayer.store.SchemaDifference;
import org.bilayer.store.Store;
import org.bilayer.store.StoreSession;
import org.bilayer.store.Table;
import org.bilayer.store.Versioning;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;
import org.bilayer.testkit.backend.WrappedBackend;
import org.bilayer.testkit.database.TestDatabase;
import org.bilayer.testkit.verify.checking.Extras;
import org.bilayer.testkit.verify.checking.HistorySearch;
import org.bilayer.testkit.verify.checking.MigrationSteps;
import org.bilayer.testkit.verify.checking.RoundTrip;
import org.bilayer.testkit.verify.checking.SentStatements;
import org.bilayer.testkit.verify.checking.StatementCounts;
import org.bilayer.testkit.verify.checking.Twins;
import org.bilayer.testkit.verify.checking.Violations;
import org.bilayer.testkit.verify.comparing.BackendPair;
import org.bilayer.testkit.verify.comparing.HistoryCheck;
import org.bilayer.testkit.verify.comparing.Replica;
import org.bilayer.testkit.verify.drawing.Jqwik;
import org.bilayer.testkit.verify.drawing.Seed;
import org.bilayer.testkit.verify.drawing.Size;
import org.bilayer.testkit.verify.drawing.Values;
import org.bilayer.testkit.verify.history.Call;
import org.bilayer.testkit.verify.history.Difference;
import org.bilayer.testkit.verify.history.History;
import org.bilayer.testkit.verify.history.Law;
import org.bilayer.testkit.verify.history.TwinDifference;
import org.bilayer.testkit.verify.law.Laws;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;
import org.bilayer.testkit.verify.recording.Recording;
import org.bilayer.testkit.verify.recording.ServerFacts;
import org.bilayer.testkit.verify.reference.ReferenceCheck;
import org.bilayer.value.Level;
import org.opentest4j.AssertionFailedError;

/**
 * What is verified, and how: a model, the databases to compare memory with, and where the values come from that the mapping
 * cannot tell.
 *
 * <p>Immutable; each method returns a changed copy.
 */
public final class Verification {

  private static final String NIGHTLY = "bilayer.nightly";
  private static final String OPERATIONS = "bilayer.operations";

  /** Answers of hand-written queries, unless a number is given. */
  private static final int QUERIES = 1_000;

  private final Model model;

  /* What follows is set once, in a copy that nobody has seen yet. */
  private List<TestDatabase> databases = List.of();
  private List<Values.Supplied> supplied = List.of();
  private LayerOptions options = LayerOptions.defaults();
  private Backend memory = Backends.memory();

  /** Empty where the size of the model decides. */
  private Optional<Integer> operations = Optional.empty();

  private int operationsNightly = 100_000;
  private Optional<Long> seed = Optional.empty();
  private Recording recording = new Recording();
  private Extras extras = Extras.NONE;
  private Map<Law, String> without = Map.of();
  private Laws.Extent extent = Laws.Extent.NONE;
  private Optional<MigrationSteps> migrations = Optional.empty();

  private Verification(Model model) {
    this.model = model;
  }

  private Verification with(Consumer<Verification> change) {
    var copy = new Verification(model);
    copy.databases = databases;
    copy.supplied = supplied;
    copy.options = options;
    copy.memory = memory;
    copy.operations = operations;
    copy.operationsNightly = operationsNightly;
    copy.seed = seed;
    copy.recording = recording;
    copy.extras = extras;
    copy.without = without;
    copy.extent = extent;
    copy.migrations = migrations;
    change.accept(copy);
    return copy;
  }

  /**
   * Does not check a law.
   *
   * @param reason for people; the report shows it
   * @throws IllegalArgumentException if there is no reason
   */
  public Verification without(Law law, String reason) {
    if (reason.isBlank()) {
      throw new IllegalArgumentException(
          "A law that is not checked needs a reason [law=" + law + "].");
    }
    var all = new EnumMap<Law, String>(Law.class);
    all.putAll(without);
    all.put(law, reason);
    return with(copy -> copy.without = Collections.unmodifiableMap(all));
  }

  /** Verifies a model, on no database yet. */
  public static Verification of(Model model) {
    return new Verification(model);
  }

  /** On these databases too. */
  public Verification on(TestDatabase... more) {
    var all = new ArrayList<>(databases);
    all.addAll(List.of(more));
    return with(copy -> copy.databases = List.copyOf(all));
  }

  /**
   * On the tables that the application's migrations make, in place of tables made from the model. {@link ModelVerification} then
   * also checks that the migrations make the model: from nothing, and from each earlier version with a row in each table.
   *
   * @param released the versions that a database in use may have; if there are none, every version of the migrations
   */
  public Verification onTablesOf(Migrations migrations, String... released) {
    return with(
        copy -> copy.migrations = Optional.of(new MigrationSteps(migrations, List.of(released))));
  }

  /**
   * Where the values of a column come from, wherever it occurs: also as part of a value object. Needed where its domain type
   * takes few of the values that could be stored; never for keys that only have to be different.
   *
   * @param next a value; must depend on the random numbers alone, so that a seed can be used again
   */
  public <V> Verification values(Column<?, V> column, Function<RandomGenerator, ? extends V> next) {
    return supplied(column.name(), column.codec(), next);
  }

  /** As {@link #values(Column, Function)}, for every column that is stored by a codec. */
  public <V> Verification values(Codec<V, ?> codec, Function<RandomGenerator, ? extends V> next) {
    return supplied("", codec, next);
  }

  private <V> Verification supplied(
      String suffix, Codec<V, ?> codec, Function<RandomGenerator, ? extends V> next) {
    var all = new ArrayList<>(supplied);
    all.add(Values.Supplied.of(suffix, codec, next));
    return with(copy -> copy.supplied = List.copyOf(all));
  }

  /** How the data layers behave that are compared; with the twins of query interfaces. */
  public Verification options(LayerOptions next) {
    return with(copy -> copy.options = next);
  }

  /**
   * Also compares an interface of hand-written queries with its twin: every method is called with drawn arguments on drawn
   * rows, on the twin in memory and on the mapper on each database.
   *
   * @param mapper what MyBatis answers them by: the interface itself, or one that extends it
   * @param twin its Java form; replaces one that the {@link #options} have
   */
  public <Q> Verification queries(
      Class<Q> queries, Class<? extends Q> mapper, Function<UnitOfWork, ? extends Q> twin) {
    return extended(extras.with(new Extras.Twin<>(queries, mapper, twin)));
  }

  /**
   * Where arguments of a type come from, for all methods of {@link #queries}. Needed for types that are neither those of a
   * column, nor records of such, nor lists of them, nor of the JDK's values.
   *
   * @param next a value; must depend on the random numbers alone, so that a seed can be used again
   */
  public <V> Verification arguments(Class<V> type, Function<RandomGenerator, ? extends V> next) {
    return extended(extras.with(type, next));
  }

  /**
   * That a method of {@link #queries} promises no order of its list; one that returns a {@code Set} or a {@code Collection}
   * need not be named.
   */
  public Verification unordered(Class<?> queries, String method) {
    return extended(extras.unordered(queries, method));
  }

  /** Puts something around the sessions of the databases whose statements are counted, such as a mistake that has to be found. */
  public Verification sessions(UnaryOperator<StoreSession> around) {
    return extended(extras.around(around));
  }

  private Verification extended(Extras next) {
    return with(copy -> copy.extras = next);
  }

  /**
   * How many answers are compared on each database at least, whatever time that takes. The system property {@code
   * bilayer.operations} overrides both numbers.
   *
   * <p>Without this call, the model decides: eight answers for each pair of a column and an operator, as far as they take no more
   * than three seconds for each mapping, divided among the databases, and at least 1,000. With {@code -Dbilayer.nightly=true} the number is 100,000,
   * without a limit of time.
   *
   * @param usually the number unless {@code -Dbilayer.nightly=true}
   * @throws IllegalArgumentException if a number is not positive
   */
  public Verification operations(int usually, int nightly) {
    if (usually < 1 || nightly < 1) {
      throw new IllegalArgumentException(
          "Operations must be positive [usually=" + usually + ", nightly=" + nightly + "].");
    }
    return with(copy -> {
      copy.operations = Optional.of(usually);
      copy.operationsNightly = nightly;
    });
  }

  /**
   * A fixed seed in place of a new one each time. The system property {@code bilayer.seed} overrides it. The property {@code
   * bilayer.seed.default} is the seed of a verification that names none.
   */
  public Verification seed(long fixed) {
    return with(copy -> copy.seed = Optional.of(fixed));
  }

  /** Counting what is drawn and compared in a recording. */
  Verification recordedIn(Recording next) {
    return with(copy -> copy.recording = next);
  }

  Seed nextSeed() {
    return Seed.next(seed);
  }

  /** Another memory, such as one that is wrong on purpose. */
  public Verification memory(Backend other) {
    return with(copy -> copy.memory = other);
  }

  List<TestDatabase> databases() {
    return databases;
  }

  Model model() {
    return model;
  }

  LayerOptions options() {
    return options;
  }

  /** The number of answers that was given; empty where the size of the model decides. */
  private Optional<Integer> given() {
    Integer given = Integer.getInteger(OPERATIONS);
    if (given != null) {
      return Optional.of(given);
    }
    return Boolean.getBoolean(NIGHTLY) ? Optional.of(operationsNightly) : operations;
  }

  Values values() {
    return new Values(supplied, "Verification", MappingUnderTest.of(model).values());
  }

  BackendPair pair(TestDatabase database, Map<String, MappingUnderTest<?, ?>> mappings, long seed) {
    recording.declare(model, mappings, values());
    BackendPair pair = pair(backend(database, asked(database), List.of()), mappings, seed);
    recording.levels(database.name(), pair.levels());
    return pair;
  }

  /** Memory alone. */
  private BackendPair alone(Map<String, MappingUnderTest<?, ?>> mappings, long seed) {
    recording.declare(model, mappings, values());
    recording.levels(memory.name(), memory.levels());
    return pair(Optional.empty(), mappings, seed);
  }

  /** Asks a server about itself before anything else does. */
  private UnaryOperator<DataSource> asked(TestDatabase database) {
    return source -> {
      recording.server(database.name(), ServerFacts.ask(source));
      return source;
    };
  }

  BackendPair pair(Backend database, Map<String, MappingUnderTest<?, ?>> mappings, long seed) {
    return pair(Optional.of(database.create(ModelInternals.schema(model), seed)), mappings, seed);
  }

  private BackendPair pair(
      Optional<Store> database, Map<String, MappingUnderTest<?, ?>> mappings, long seed) {
    return new BackendPair(
        model, mappings, memory, database, options, seed, checks(mappings, seed));
  }

  /** What is asked after each history, in this order; laws come last, since they write. */
  private List<HistoryCheck> checks(Map<String, MappingUnderTest<?, ?>> mappings, long seed) {
    return List.of(
        new ReferenceCheck(ModelInternals.schema(model), mappings, recording::notModelled),
        new Laws(model, mappings, laws(), extent, seed));
  }

  private Set<Law> laws() {
    Set<Law> laws = EnumSet.allOf(Law.class);
    laws.removeAll(without.keySet());
    return laws;
  }

  /** The laws that are not checked, with the reasons. */
  Map<Law, String> without() {
    return without;
  }

  private Verification checkingLaws(Laws.Extent next) {
    return with(copy -> copy.extent = next);
  }

  /**
   * Runs a history on memory and on each database; without databases, on memory alone.
   *
   * @throws AssertionError if two answers differ; the message has both, and the history as Java
   */
  public void replay(History history) {
    checkingLaws(Laws.Extent.ALL).replayed(history);
  }

  private void replayed(History history) {
    Map<String, MappingUnderTest<?, ?>> mappings = MappingUnderTest.of(model);
    if (databases.isEmpty()) {
      replay(history, alone(mappings, nextSeed().value()));
    }
    for (TestDatabase database : databases) {
      replay(history, pair(database, mappings, nextSeed().value()));
    }
  }

  private static void replay(History history, BackendPair opened) {
    try (BackendPair pair = opened) {
      pair.difference(history).map(found -> found.in(history, "")).ifPresent(Verification::fail);
    }
  }

  /**
   * Generates histories until memory and a database differ or enough answers were compared, and shrinks what differs. The
   * seed is that of the system property {@code bilayer.seed}, the one that is named, that of {@code bilayer.seed.default}, or a new
   * one each time.
   *
   * @return the difference, if there is one
   */
  public Optional<Difference> search(TestDatabase database) {
    return search(database, nextSeed()).difference();
  }

  HistorySearch.Found search(TestDatabase database, Seed seed) {
    return Jqwik.call(() -> {
      Map<String, MappingUnderTest<?, ?>> mappings = MappingUnderTest.of(model);
      try (BackendPair pair =
          checkingLaws(Laws.Extent.FEW).pair(database, mappings, seed.value())) {
        return searched(pair, mappings, pairLevels(database, pair.levels()), database.name(), seed);
      }
    });
  }

  /** As {@link #search(TestDatabase)}, on memory alone. */
  public Optional<Difference> search() {
    return search(nextSeed()).difference();
  }

  HistorySearch.Found search(Seed seed) {
    return Jqwik.call(() -> {
      Map<String, MappingUnderTest<?, ?>> mappings = MappingUnderTest.of(model);
      try (BackendPair pair = checkingLaws(Laws.Extent.FEW).alone(mappings, seed.value())) {
        return searched(pair, mappings, pair.levels(), memory.name(), seed);
      }
    });
  }

  private HistorySearch.Found searched(
      BackendPair pair,
      Map<String, MappingUnderTest<?, ?>> mappings,
      Set<Level> pairLevels,
      String name,
      Seed seed) {
    recording.seed("histories on " + name, seed);
    without.forEach((law, reason) -> recording.skipped("the law " + law, reason));
    for (Table table : ModelInternals.schema(model).tables()) {
      if (table.versioning() == Versioning.SERVER) {
        recording.skipped(
            "the laws for " + table, "they count versions, and its server chooses its own");
      } else if (table.versioning() == Versioning.NONE && table.owner().isEmpty()) {
        recording.skipped(
            "the read-only table " + table,
            "a history cannot write its rows; Evidence compares those of a live database");
      }
    }
    return new HistorySearch(model, mappings, values(), pair, pairLevels, seed)
        .search(
            given().orElseGet(() -> Size.answers(mappings.values())),
            given().isPresent()
                ? Optional.empty()
                : Optional.of(Size.time(mappings.values(), Math.max(1, databases.size()))),
            recording,
            name);
  }

  /** The levels of two units on one thread: not one at which a reader waits for a writer. */
  private Set<Level> pairLevels(TestDatabase database, Set<Level> offered) {
    var levels = new TreeSet<>(offered);
    levels.retainAll(memory.levels());
    if (database.name().equals("mariadb") && levels.remove(Level.SERIALIZABLE)) {
      recording.skipped(
          "pairs of units at serializable on mariadb",
          "its readers wait for writers, and one thread cannot do both");
    }
    return levels;
  }

  /**
   * Calls hand-written queries on generated rows until a mapper and its twin differ or enough answers were compared, and
   * shrinks what differs.
   *
   * @return the difference, if there is one
   */
  public Optional<TwinDifference> searchQueries(TestDatabase database) {
    return searchQueries(database, nextSeed()).difference();
  }

  Twins.Found searchQueries(TestDatabase database, Seed seed) {
    return Jqwik.call(() -> {
      try (Twins twins = twins(database, seed.value())) {
        return twins.search(values(), seed, given().orElse(QUERIES));
      }
    });
  }

  private Twins twins(TestDatabase database, long seed) {
    Map<String, MappingUnderTest<?, ?>> mappings = MappingUnderTest.of(model);
    LayerOptions withTwins = extras.options(options);
    Store store = backend(database, UnaryOperator.identity(), extras.mappers())
        .create(ModelInternals.schema(model), seed);
    return new Twins(
        model,
        mappings,
        extras,
        () -> new Replica(
            model, mappings, memory.create(ModelInternals.schema(model), seed), withTwins),
        new Replica(model, mappings, store, withTwins));
  }

  /** Whether there are hand-written queries to compare. */
  boolean hasQueries() {
    return !extras.twins().isEmpty();
  }

  /**
   * Stores the rows of a history in memory and on each database, and calls a hand-written query on its twin and its mapper.
   *
   * @throws AssertionError if the two answers differ; the message has both, and the history as Java
   */
  public void replay(History rows, Call call) {
    for (TestDatabase database : databases) {
      try (Twins twins = twins(database, nextSeed().value())) {
        twins.difference(rows, call).ifPresent(found -> {
          throw new AssertionFailedError(found.message());
        });
      }
    }
  }

  /** Checks that every mapping reads what it stores. */
  void roundTrip(Seed seed) {
    recording.seed("mappings", seed);
    Jqwik.call(() -> {
      new RoundTrip(model, MappingUnderTest.of(model), values(), seed).check();
      return true;
    });
  }

  /** Counts statements, and tells for which mappings. */
  List<String> statementCounts(TestDatabase database, Seed seed) {
    recording.seed("statements on " + database.name(), seed);
    return Jqwik.call(() -> {
      Map<String, MappingUnderTest<?, ?>> mappings = MappingUnderTest.of(model);
      var sent = new SentStatements();
      Store store = new WrappedBackend(
              backend(database, sent::watched, List.of()), database.name(), extras.sessions())
          .create(ModelInternals.schema(model), seed.value());
      try (Replica replica = new Replica(model, mappings, store, options)) {
        return new StatementCounts(model, mappings, values(), seed, replica, sent).check();
      }
    });
  }

  private Backend backend(
      TestDatabase database, UnaryOperator<DataSource> connections, List<Class<?>> mappers) {
    return Backends.of(database, connections, mappers, migrations.map(MigrationSteps::migrations));
  }

  /** The migrations to check, if there are any. */
  Optional<MigrationSteps> migrations() {
    return migrations;
  }

  List<SchemaDifference> tableDifferences(TestDatabase database) {
    try (Store store = backend(database, UnaryOperator.identity(), List.of())
        .create(ModelInternals.schema(model), 0)) {
      return store.differences();
    }
  }

  Violations.Result violations(TestDatabase database, Seed seed) {
    return Jqwik.call(() -> {
      Map<String, MappingUnderTest<?, ?>> mappings = MappingUnderTest.of(model);
      try (BackendPair pair = pair(database, mappings, seed.value())) {
        return provoked(pair, mappings, database.name(), seed);
      }
    });
  }

  /** As {@link #violations(TestDatabase, Seed)}, on memory alone. */
  Violations.Result violations(Seed seed) {
    return Jqwik.call(() -> {
      Map<String, MappingUnderTest<?, ?>> mappings = MappingUnderTest.of(model);
      try (BackendPair pair = alone(mappings, seed.value())) {
        return provoked(pair, mappings, memory.name(), seed);
      }
    });
  }

  private Violations.Result provoked(
      BackendPair pair, Map<String, MappingUnderTest<?, ?>> mappings, String name, Seed seed) {
    recording.seed("constraints on " + name, seed);
    return new Violations(model, mappings, values(), seed, recording).provoke(pair, name);
  }

  static void fail(Difference difference) {
    throw new AssertionFailedError(difference.message());
  }
}
