package org.bilayer.testkit.evidence;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.bilayer.DataLayer;
import org.bilayer.LayerOptions;
import org.bilayer.engine.Engine;
import org.bilayer.model.Model;
import org.bilayer.model.ModelInternals;
import org.bilayer.store.Schema;
import org.bilayer.store.Store;
import org.bilayer.store.StoreProvider;
import org.bilayer.testkit.backend.Backends;
import org.bilayer.testkit.verify.drawing.Jqwik;
import org.bilayer.testkit.verify.drawing.Seed;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;
import org.jspecify.annotations.Nullable;

/**
 * Evidence that a model fits the tables of a live database: {@code Evidence.of(MODEL, dataSource).collect()}.
 *
 * <p>By default nothing is written. For each mapping the evidence
 *
 * <ul>
 *   <li>compares the number of rows that SQL counts with the number of objects that can be read,
 *   <li>puts the objects into memory, whose rules are those of the model, and compares them there,
 *   <li>reads all pages in the order of each sortable column, forwards and backwards, and expects each object once,
 *   <li>asks generated questions on both sides.
 * </ul>
 *
 * <p>{@link #writing} adds changes: each mapped column is changed, and objects are removed and added again, in units of work
 * that are rolled back. Nothing stays but what a rollback leaves on every database: sequences and generated ids move on, and
 * what triggers do outside of the transaction is done.
 *
 * <p>Immutable; each method returns a copy.
 */
public final class Evidence {

  private static final int QUESTIONS = 200;

  private final Model model;
  private final DataSource dataSource;
  private final int sample;
  private final int questions;
  private final Optional<Writing> writing;
  private final Optional<Long> seed;
  private final Consumer<? super String> progress;
  private final Consumer<? super String> detail;

  /**
   * How much is written.
   *
   * @param rows most objects of each mapping
   * @param time for all mappings together
   * @param unitTime for one unit of work, waits for locks included
   */
  record Writing(int rows, Duration time, Duration unitTime) {}

  private Evidence(
      Model model,
      DataSource dataSource,
      int sample,
      int questions,
      Optional<Writing> writing,
      Optional<Long> seed,
      Consumer<? super String> progress,
      Consumer<? super String> detail) {
    this.model = model;
    this.dataSource = dataSource;
    this.sample = sample;
    this.questions = questions;
    this.writing = writing;
    this.seed = seed;
    this.progress = progress;
    this.detail = detail;
  }

  /**
   * Evidence for a model on a database, about every row.
   *
   * @param dataSource gives connections whose current schema has the tables
   */
  public static Evidence of(Model model, DataSource dataSource) {
    return new Evidence(
        model,
        dataSource,
        Integer.MAX_VALUE,
        QUESTIONS,
        Optional.empty(),
        Optional.empty(),
        line -> {},
        line -> {});
  }

  /**
   * About a sample: the first objects of each mapping in the order of their ids, and what they refer to.
   *
   * @throws IllegalArgumentException if the number is not positive
   */
  public Evidence sample(int objects) {
    requirePositive("objects", objects);
    return new Evidence(model, dataSource, objects, questions, writing, seed, progress, detail);
  }

  /**
   * The number of generated questions for each mapping; 200 without this call.
   *
   * @throws IllegalArgumentException if the number is not positive
   */
  public Evidence questions(int number) {
    requirePositive("number", number);
    return new Evidence(model, dataSource, sample, number, writing, seed, progress, detail);
  }

  /**
   * Also writes, in units of work that are rolled back. A table without transactions is never written to.
   *
   * @param objects the most objects of each mapping that are changed, removed and added again
   * @param time the longest time for all changes together
   * @param unitTime the longest time for one unit of work, waits for locks included; the rows are locked for so long
   * @throws IllegalArgumentException if a number is not positive
   */
  public Evidence writing(int objects, Duration time, Duration unitTime) {
    requirePositive("objects", objects);
    if (time.isNegative() || time.isZero() || unitTime.isNegative() || unitTime.isZero()) {
      throw new IllegalArgumentException(
          "Times must be positive [time=" + time + ", unitTime=" + unitTime + "].");
    }
    return new Evidence(
        model,
        dataSource,
        sample,
        questions,
        Optional.of(new Writing(objects, time, unitTime)),
        seed,
        progress,
        detail);
  }

  /** Draws the same questions again; the report names the seed. */
  public Evidence seed(long fixed) {
    return new Evidence(
        model, dataSource, sample, questions, writing, Optional.of(fixed), progress, detail);
  }

  /** Hands a line to the application when the work on a mapping begins. */
  public Evidence progress(Consumer<? super String> next) {
    return new Evidence(model, dataSource, sample, questions, writing, seed, next, detail);
  }

  /**
   * Hands each disagreement to the application as a line with keys and values. The report itself has counts, and no value of a
   * column.
   */
  public Evidence detail(Consumer<? super String> next) {
    return new Evidence(model, dataSource, sample, questions, writing, seed, progress, next);
  }

  private static void requirePositive(String name, int number) {
    if (number < 1) {
      throw new IllegalArgumentException("It must be positive [" + name + "=" + number + "].");
    }
  }

  /**
   * Collects the evidence. Takes two connections.
   *
   * @return what was seen; a disagreement is part of it and no exception
   * @throws org.bilayer.failure.DataException if the database cannot be reached, or a statement fails for another reason than a
   *     row
   * @throws IllegalStateException if a backend is missing on the class path
   */
  public EvidenceReport collect() {
    return Jqwik.call(this::collected);
  }

  private EvidenceReport collected() {
    Schema schema = ModelInternals.schema(model);
    Seed drawn = Seed.next(seed);
    LayerOptions options = LayerOptions.defaults();
    Map<String, MappingUnderTest<?, ?>> mappings = MappingUnderTest.all(model);
    Store live = provider().open(schema, settings(drawn));
    try (DataLayer liveLayer = Engine.open(model, live, options)) {
      Store copy = Backends.memory().create(schema, drawn.value());
      try (DataLayer copyLayer = Engine.open(model, copy, options)) {
        var sides = new Sides(mappings, live, liveLayer, copy, copyLayer);
        return new Collection(sides).collect(schema, drawn);
      }
    }
  }

  private StoreProvider.Settings settings(Seed drawn) {
    return new StoreProvider.Settings(Optional.of(dataSource), drawn.value());
  }

  private static StoreProvider provider() {
    for (StoreProvider provider : ServiceLoader.load(StoreProvider.class)) {
      if (provider.name().equals("mybatis")) {
        return provider;
      }
    }
    throw new IllegalStateException(
        "No backend is named mybatis on the class path. Add the artifact org.bilayer:bilayer-mybatis.");
  }

  /** One run. */
  private final class Collection {

    private final Sides sides;
    private final Map<String, Findings> findings = new LinkedHashMap<>();
    private @Nullable CopiedRows rows;

    Collection(Sides sides) {
      this.sides = sides;
    }

    EvidenceReport collect(Schema schema, Seed drawn) {
      for (MappingUnderTest<?, ?> mapping : sides.mappings().values()) {
        findings.put(mapping.name(), new Findings(mapping.name(), detail));
      }
      var counts = new RowCounts(dataSource);
      Map<String, Long> before = counts.of(sides.mappings().values());
      rows = CopiedRows.read(sides, findings, sample, progress);
      Map<String, Long> after = counts.of(sides.mappings().values());
      findings.values().forEach(each -> each.counted(before, after));
      rows.intoMemory(schema);
      sides.mappings().values().forEach(mapping -> examine(mapping, drawn));
      writing.ifPresent(limits -> write(limits, drawn));
      return new EvidenceReport(
          sides.live().name(),
          drawn.value(),
          sides.live().differences(),
          findings.values().stream().map(Findings::result).toList());
    }

    private <T, I> void examine(MappingUnderTest<T, I> mapping, Seed drawn) {
      Findings found = Objects.requireNonNull(findings.get(mapping.name()));
      CopiedRows all = Objects.requireNonNull(rows);
      progress.accept("comparing " + mapping.name());
      var side = new MappingSides<>(mapping, sides, all.of(mapping), found);
      side.compareObjects();
      new PageEvidence<>(side).collect();
      new QuestionEvidence<>(side, drawn.of(mapping.name().hashCode())).collect(questions);
    }

    private void write(Writing limits, Seed drawn) {
      long end = System.nanoTime() + limits.time().toNanos();
      for (MappingUnderTest<?, ?> mapping : sides.mappings().values()) {
        write(mapping, limits, end, drawn);
      }
    }

    private <T, I> void write(
        MappingUnderTest<T, I> mapping, Writing limits, long end, Seed drawn) {
      Findings found = Objects.requireNonNull(findings.get(mapping.name()));
      CopiedRows all = Objects.requireNonNull(rows);
      progress.accept("writing to " + mapping.name() + ", to be rolled back");
      var side = new MappingSides<>(mapping, sides, all.of(mapping), found);
      new WriteEvidence<>(side, limits, drawn.of(1 + mapping.name().hashCode())).collect(end);
    }
  }
}
