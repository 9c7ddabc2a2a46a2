package org.bilayer.testkit.rolling;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;
import org.bilayer.model.Model;
import org.bilayer.testkit.database.TestDatabase;
import org.bilayer.testkit.database.TestSchema;
import org.bilayer.testkit.rolling.DrawnRun.Found;
import org.bilayer.testkit.rolling.RollingMatrix.Code;
import org.bilayer.testkit.rolling.RollingMatrix.Step;
import org.bilayer.testkit.verify.drawing.Seed;

/**
 * Checks a deployment during which the last release and the present code run at the same time, on databases. The schema of the last
 * release is filled with rows at the edges of its columns and expanded. Then both releases read, add, change and remove rows, one after
 * the other and in drawn order; each reads what the other has written. Then the schema is contracted: the present code must
 * still work, and the last release must fail where it can no longer work.
 *
 * <pre>{@code
 * RollingDeployment.from(ModelSnapshot.read(Path.of("releases/7.txt")))
 *     .to(Shop.MODEL)
 *     .on(Databases.h2(), Databases.postgresql())
 *     .expand("ALTER TABLE customer ADD COLUMN nick varchar(40)")
 *     .verify();
 * }</pre>
 *
 * <p>Stored values are compared. What a value means to a codec is not: a release that stores tens where the other one reads units
 * agrees with it. Documents are drawn with one member.
 *
 * <p>Immutable: each method returns another deployment.
 */
public final class RollingDeployment {

  /** Changes a schema. */
  @FunctionalInterface
  public interface Change {

    /**
     * Applies the change.
     *
     * @param schema connections to the schema
     * @param database {@code h2}, {@code postgresql} or {@code mariadb}
     * @throws SQLException if the database refuses; the verification ends with it as its cause
     */
    void apply(DataSource schema, String database) throws SQLException;
  }

  private static final int OPERATIONS = 40;
  private static final Change NONE = (schema, database) -> {};

  private final ModelSnapshot old;
  private final Optional<Model> next;
  private final List<TestDatabase> databases;
  private final Optional<Change> begin;
  private final Change expand;
  private final Optional<Change> contract;
  private final int operations;
  private final Optional<Long> seed;

  private RollingDeployment(
      ModelSnapshot old,
      Optional<Model> next,
      List<TestDatabase> databases,
      Optional<Change> begin,
      Change expand,
      Optional<Change> contract,
      int operations,
      Optional<Long> seed) {
    this.old = old;
    this.next = next;
    this.databases = List.copyOf(databases);
    this.begin = begin;
    this.expand = expand;
    this.contract = contract;
    this.operations = operations;
    this.seed = seed;
  }

  /** Begins with the last release. */
  public static RollingDeployment from(ModelSnapshot release) {
    return new RollingDeployment(
        release,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        NONE,
        Optional.empty(),
        OPERATIONS,
        Optional.empty());
  }

  /** Names the model of the present code. */
  public RollingDeployment to(Model present) {
    return new RollingDeployment(
        old, Optional.of(present), databases, begin, expand, contract, operations, seed);
  }

  /** Names the databases, each of which is checked by itself. One that is not there is skipped with a notice. */
  public RollingDeployment on(TestDatabase... databases) {
    return new RollingDeployment(
        old, next, List.of(databases), begin, expand, contract, operations, seed);
  }

  /**
   * Sets how the schema of the last release is made, for example by the application's migrations up to that release. Without it, its
   * tables are those of the create script of the snapshot.
   */
  public RollingDeployment begin(Change change) {
    return new RollingDeployment(
        old, next, databases, Optional.of(change), expand, contract, operations, seed);
  }

  /** Sets what is done to the schema before the present code starts. */
  public RollingDeployment expand(Change change) {
    return new RollingDeployment(old, next, databases, begin, change, contract, operations, seed);
  }

  /** As {@link #expand(Change)}, by statements that every database understands. */
  public RollingDeployment expand(String... statements) {
    return expand(statements(statements));
  }

  /** Sets what is done to the schema when no instance of the last release is left. */
  public RollingDeployment contract(Change change) {
    return new RollingDeployment(
        old, next, databases, begin, expand, Optional.of(change), operations, seed);
  }

  /** As {@link #contract(Change)}, by statements that every database understands. */
  public RollingDeployment contract(String... statements) {
    return contract(statements(statements));
  }

  /** Sets how many operations are drawn for each database. */
  public RollingDeployment operations(int operations) {
    return new RollingDeployment(old, next, databases, begin, expand, contract, operations, seed);
  }

  /** Sets the seed of the drawn operations; the system property {@code bilayer.seed} goes before. */
  public RollingDeployment seed(long seed) {
    return new RollingDeployment(
        old, next, databases, begin, expand, contract, operations, Optional.of(seed));
  }

  private static Change statements(String... statements) {
    List<String> all = List.of(statements);
    return (schema, database) -> {
      try (Connection connection = schema.getConnection();
          Statement statement = connection.createStatement()) {
        for (String sql : all) {
          statement.execute(sql);
        }
      }
    };
  }

  /**
   * Checks the deployment on each database, and prints the matrix of each.
   *
   * @return the matrices, in the order of the databases
   * @throws AssertionError if an operation of either release fails while the schema is expanded, if one release reads other values
   *     than the other one has written, if an operation of the present code fails after the contraction, or if after it the last
   *     release reads other values without a failure, or nothing of it fails. The message has the matrix, and the shortest series of operations that shows a difference
   */
  public List<RollingMatrix> verify() {
    var matrices = new ArrayList<RollingMatrix>();
    var problems = new ArrayList<String>();
    for (TestDatabase database : databases) {
      RollingMatrix matrix = matrix(database);
      matrices.add(matrix);
      System.out.print(matrix);
      List<String> found = problems(matrix);
      if (found.isEmpty()) {
        drawn(database).ifPresent(problems::add);
      }
      problems.addAll(found);
    }
    if (!problems.isEmpty()) {
      throw new AssertionError(String.join("\n", problems));
    }
    return matrices;
  }

  private static List<String> problems(RollingMatrix matrix) {
    var problems = new ArrayList<String>();
    String on = "On " + matrix.database() + ", ";
    for (Code code : Code.values()) {
      if (!matrix.isOk(Step.EXPANDED, code)) {
        problems.add(on + code.name().toLowerCase(Locale.ROOT)
            + " code fails while both releases run.\n" + matrix);
      }
    }
    if (!matrix.has(Step.CONTRACTED)) {
      return problems;
    }
    if (!matrix.isOk(Step.CONTRACTED, Code.NEW)) {
      problems.add(on + "new code fails after the contraction.\n" + matrix);
    }
    if (!matrix.differences(Step.CONTRACTED, Code.OLD).isEmpty()) {
      problems.add(on
          + "old code reads other values after the contraction without a failure, so nobody would notice"
          + " that an instance was left.\n" + matrix);
    } else if (!matrix.fails(Step.CONTRACTED, Code.OLD)) {
      problems.add(on
          + "old code still works after the contraction, so nothing shows that it is over. Leave the"
          + " contraction out, or let it remove what only old code uses.\n" + matrix);
    }
    return problems;
  }

  /**
   * Tries each operation of both releases at each step, on one database, and judges nothing.
   *
   * @throws IllegalStateException if there is no present model, or if the database refuses a change of the schema
   */
  public RollingMatrix matrix(TestDatabase database) {
    var matrix = new RollingMatrix(database.name());
    Cases oldCases = cases(database, Code.OLD);
    Cases nextCases = cases(database, Code.NEW);
    try (TestSchema schema = started(database)) {
      DataSource source = schema.dataSource();
      try (Release before = Release.old(old, source)) {
        oldCases.seed(before);
      }
      apply(expand, source, database, "expand");
      try (Release one = Release.old(old, source);
          Release other = Release.next(present(), source)) {
        new Trial(matrix, Step.EXPANDED, one, other, oldCases, nextCases).run();
      }
      if (contract.isPresent()) {
        apply(contract.get(), source, database, "contract");
        try (Release one = Release.old(old, source);
            Release other = Release.next(present(), source)) {
          new Trial(matrix, Step.CONTRACTED, one, other, oldCases, nextCases).run();
        }
      }
    }
    return matrix;
  }

  private Model present() {
    return next.orElseThrow(
        () -> new IllegalStateException("Name the present model by RollingDeployment.to(model)."));
  }

  private TestSchema started(TestDatabase database) {
    TestSchema schema = database.require().newSchema("rolling");
    try {
      if (begin.isPresent()) {
        apply(begin.get(), schema.dataSource(), database, "begin");
      } else {
        Release.createTables(old.model(), schema.dataSource());
      }
      return schema;
    } catch (RuntimeException | Error e) {
      schema.close();
      throw e;
    }
  }

  private static void apply(Change change, DataSource schema, TestDatabase database, String name) {
    try {
      change.apply(schema, database.name());
    } catch (SQLException e) {
      throw new IllegalStateException(
          "The database " + database.name() + " refuses the change of " + name + "(...): "
              + e.getMessage(),
          e);
    }
  }

  /** The rows that a release can add to a schema of its own. */
  private Cases cases(TestDatabase database, Code code) {
    try (TestSchema schema = database.require().newSchema("rolling")) {
      Release.createTables(code == Code.OLD ? old.model() : present(), schema.dataSource());
      try (Release alone = code == Code.OLD
          ? Release.old(old, schema.dataSource())
          : Release.next(present(), schema.dataSource())) {
        return Cases.of(alone);
      }
    }
  }

  /** The shortest series of drawn operations after which the releases disagree. */
  private Optional<String> drawn(TestDatabase database) {
    Seed drawing = Seed.next(seed);
    Cases oldCases = cases(database, Code.OLD);
    Cases nextCases = cases(database, Code.NEW);
    List<DrawnOperation> shortest = DrawnOperation.draw(drawing, operations);
    Optional<Found> difference = difference(database, shortest, oldCases, nextCases);
    if (difference.isEmpty()) {
      return Optional.empty();
    }
    String kind = difference.get().kind();
    for (int i = shortest.size() - 1; i >= 0; i--) {
      var fewer = new ArrayList<>(shortest);
      fewer.remove(i);
      Optional<Found> still = difference(database, fewer, oldCases, nextCases);
      if (still.filter(found -> found.kind().equals(kind)).isPresent()) {
        shortest = fewer;
        difference = still;
      }
    }
    return Optional.of("On " + database.name() + ", the releases disagree after these operations ("
        + drawing + "):\n  "
        + String.join("\n  ", shortest.stream().map(DrawnOperation::toString).toList()) + "\n  "
        + difference.orElseThrow().text());
  }

  private Optional<Found> difference(
      TestDatabase database, List<DrawnOperation> all, Cases oldCases, Cases nextCases) {
    try (TestSchema schema = started(database)) {
      try (Release before = Release.old(old, schema.dataSource())) {
        oldCases.seed(before);
      }
      apply(expand, schema.dataSource(), database, "expand");
      try (Release one = Release.old(old, schema.dataSource());
          Release other = Release.next(present(), schema.dataSource())) {
        var run = new DrawnRun(one, other, oldCases, nextCases);
        Optional<Found> found = run.run(all);
        if (found.isEmpty()) {
          System.out.println(database.name() + ": " + all.size() + " drawn operations agree; "
              + run.refused() + " updates of rows that the other code had changed were refused");
        }
        return found;
      }
    }
  }
}
