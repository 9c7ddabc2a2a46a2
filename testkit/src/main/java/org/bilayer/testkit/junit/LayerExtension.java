package org.bilayer.testkit.junit;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.bilayer.DataLayer;
import org.bilayer.LayerOptions;
import org.bilayer.UnitOfWork;
import org.bilayer.Work;
import org.bilayer.engine.Engine;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.Model;
import org.bilayer.model.ModelInternals;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;
import org.bilayer.testkit.database.Databases;
import org.bilayer.testkit.database.TestDatabase;
import org.bilayer.testkit.fault.FaultPlan;
import org.bilayer.testkit.verify.Fixtures;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Gives each test a data layer of its own, as a parameter of the test or of its {@code @BeforeEach} methods: in memory, or
 * on a database where the class says {@link OnDatabase}. The tests are the same.
 *
 * <pre>{@code
 * class TellerTest {
 *
 *   @RegisterExtension
 *   static final LayerExtension LAYER = LayerExtension.of(Bank.MODEL).seeded(work -> {
 *     work.repository(Bank.CUSTOMERS).add(new Customer("Ada", "ada@example.org"));
 *   });
 *
 *   @Test
 *   void open_forACustomer_isEmpty(DataLayer data) {
 *     ...
 *   }
 * }
 *
 * @OnDatabase("postgresql")
 * class PostgresqlTellerTest extends TellerTest {}
 * }</pre>
 *
 * <p>Beside the {@code DataLayer}, a test can ask for its {@link Statements} and for its {@link FaultPlan}; {@link InjectFault}
 * is the short form of the latter. {@link Fixtures} draw valid objects; each test gets its own, with a new seed, which is
 * printed if the test fails. {@code -Dbilayer.seed=} takes it again.
 *
 * <p>In memory the seed is stored once per class and each test gets a fork of it, which takes the same time whatever the
 * number of rows; tests may run in parallel. On a database a class has a schema of its own, which is dropped after it;
 * before each test but the first it is emptied and filled again, so its tests run one after the other.
 *
 * <p>Immutable; each method returns a changed copy.
 */
public final class LayerExtension
    implements ParameterResolver,
        BeforeTestExecutionCallback,
        AfterTestExecutionCallback,
        AfterEachCallback {

  /** The store of a test sees that of its class, so they need different names. */
  private static final ExtensionContext.Namespace OF_CLASS =
      ExtensionContext.Namespace.create(LayerExtension.class, "class");

  private static final ExtensionContext.Namespace OF_TEST =
      ExtensionContext.Namespace.create(LayerExtension.class, "test");

  /** The layer of one test with what belongs to it. */
  private record Test(
      DataLayer layer,
      Statements statements,
      FaultPlan faults,
      AtomicReference<@Nullable Fixtures> fixtures) {}

  /** Both halves of hand-written queries. */
  private record Halves<Q>(
      Class<Q> queries, Class<? extends Q> mapper, Function<UnitOfWork, ? extends Q> twin) {

    LayerOptions in(LayerOptions options) {
      return options.queries(queries, twin);
    }
  }

  private final Model model;
  private final LayerOptions options;
  private final Work.Action<?> seed;
  private final Fixtures fixtures;

  private final List<Halves<?>> halves;

  private LayerExtension(
      Model model,
      LayerOptions options,
      Work.Action<?> seed,
      Fixtures fixtures,
      List<Halves<?>> halves) {
    this.model = model;
    this.options = options;
    this.seed = seed;
    this.fixtures = fixtures;
    this.halves = halves;
  }

  /** Layers of a model, with default options and empty. */
  public static LayerExtension of(Model model) {
    return new LayerExtension(
        model, LayerOptions.defaults(), work -> {}, Fixtures.of(model), List.of());
  }

  /** Options of the layers; replaces what was given before, except {@link #queries}. */
  public LayerExtension options(LayerOptions options) {
    return new LayerExtension(model, options, seed, fixtures, halves);
  }

  /**
   * An interface of hand-written queries with its two halves. A test on a database asks the mapper, a test in memory the Java
   * form.
   *
   * @param mapper what MyBatis answers them by: the interface itself, or an interface that extends it
   * @param twin the Java form; replaces a Java form that the {@link #options} have
   */
  public <Q> LayerExtension queries(
      Class<Q> queries, Class<? extends Q> mapper, Function<UnitOfWork, ? extends Q> twin) {
    var all = new ArrayList<>(halves);
    all.add(new Halves<>(queries, mapper, twin));
    return new LayerExtension(model, options, seed, fixtures, List.copyOf(all));
  }

  /** What every test finds stored; replaces what was given before. */
  public LayerExtension seeded(Work.Action<?> seed) {
    return new LayerExtension(model, options, seed, fixtures, halves);
  }

  /** Where {@link Fixtures} take the values of a column from, as {@link Fixtures#values(Column, Function)}. */
  public <V> LayerExtension values(
      Column<?, V> column, Function<RandomGenerator, ? extends V> next) {
    return new LayerExtension(model, options, seed, fixtures.values(column, next), halves);
  }

  /** As {@link #values(Column, Function)}, for every column that is stored by a codec. */
  public <V> LayerExtension values(Codec<V, ?> codec, Function<RandomGenerator, ? extends V> next) {
    return new LayerExtension(model, options, seed, fixtures.values(codec, next), halves);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    boolean perTest = context.getTestMethod().isPresent();
    return perTest
        && (type == DataLayer.class
            || type == Statements.class
            || type == FaultPlan.class
            || type == Fixtures.class);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Test test = test(context);
    Class<?> type = parameter.getParameter().getType();
    if (type == Fixtures.class) {
      return fixtures(test);
    }
    return type == DataLayer.class
        ? test.layer()
        : type == Statements.class ? test.statements() : test.faults();
  }

  /** Those of one test, made when it first asks. */
  private Fixtures fixtures(Test test) {
    return Objects.requireNonNull(
        test.fixtures().updateAndGet(known -> known == null ? fixtures.fresh() : known));
  }

  /** Counting begins with the test itself. */
  @Override
  public void beforeTestExecution(ExtensionContext context) {
    Test test = test(context);
    test.statements().clear();
    for (InjectFault fault : injected(context)) {
      test.faults().nth(fault.nth(), fault.operation(), fault.fault());
    }
  }

  private static List<InjectFault> injected(ExtensionContext context) {
    return AnnotationSupport.findRepeatableAnnotations(
        context.getRequiredTestMethod(), InjectFault.class);
  }

  /** A fault that nothing met would make a test of what follows it pass for nothing. */
  @Override
  public void afterTestExecution(ExtensionContext context) {
    if (context.getExecutionException().isPresent()) {
      return;
    }
    var raised = new ArrayList<>(test(context).faults().raised());
    for (InjectFault fault : injected(context)) {
      if (!raised.remove(new FaultPlan.Raised(fault.operation(), fault.fault()))) {
        throw new AssertionError("The fault of @InjectFault was never raised [operation="
            + fault.operation() + ", fault=" + fault.fault() + ", nth=" + fault.nth()
            + "]. The test runs fewer operations of this kind. Lower nth, or remove the "
            + "fault.");
      }
    }
  }

  @Override
  public void afterEach(ExtensionContext context) {
    Test test = context.getStore(OF_TEST).remove(this, Test.class);
    if (test != null) {
      Fixtures drawn = test.fixtures().get();
      if (drawn != null && context.getExecutionException().isPresent()) {
        System.out.println("Fixtures of " + context.getRequiredTestClass().getSimpleName() + "."
            + context.getRequiredTestMethod().getName() + ": " + drawn);
      }
      test.layer().close();
    }
  }

  private Test test(ExtensionContext context) {
    return context.getStore(OF_TEST).getOrComputeIfAbsent(this, none -> open(context), Test.class);
  }

  private Test open(ExtensionContext context) {
    LayerOptions all = options;
    for (Halves<?> each : halves) {
      all = each.in(all);
    }
    return open(context, all);
  }

  private Test open(ExtensionContext context, LayerOptions all) {
    long number = ThreadLocalRandom.current().nextLong();
    Seeded seeded = context
        .getParent()
        .orElseThrow()
        .getStore(OF_CLASS)
        .getOrComputeIfAbsent(
            this,
            none -> new Seeded(
                model, all, seed, backend(context).create(ModelInternals.schema(model), number)),
            Seeded.class);
    var statements = new Statements();
    FaultPlan faults = FaultPlan.create();
    var store = new CountingStore(seeded.next(number), statements);
    return new Test(
        Engine.open(model, faults.around(store), all), statements, faults, new AtomicReference<>());
  }

  private Backend backend(ExtensionContext context) {
    List<Class<?>> mappers = halves.stream().<Class<?>>map(Halves::mapper).toList();
    return AnnotationSupport.findAnnotation(context.getRequiredTestClass(), OnDatabase.class)
        .map(annotation -> switch (annotation.value()) {
          case "h2" -> on(Databases.h2(), mappers);
          case "postgresql" -> on(Databases.postgresql(), mappers);
          case "mariadb" -> on(Databases.mariadb(), mappers);
          default ->
            throw new IllegalArgumentException("@OnDatabase names an unknown database [value="
                + annotation.value() + "]. Known databases are h2, postgresql and mariadb.");
        })
        .orElseGet(Backends::memory);
  }

  private static Backend on(TestDatabase database, List<Class<?>> mappers) {
    return Backends.of(database, UnaryOperator.identity(), mappers);
  }
}
