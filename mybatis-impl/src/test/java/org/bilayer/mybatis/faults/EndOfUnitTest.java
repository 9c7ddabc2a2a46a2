package org.bilayer.mybatis.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.ibatis.annotations.CacheNamespace;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Property;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.cache.Cache;
import org.apache.ibatis.executor.Executor;
import org.apache.ibatis.mapping.MappedStatement;
import org.apache.ibatis.plugin.Interceptor;
import org.apache.ibatis.plugin.Intercepts;
import org.apache.ibatis.plugin.Invocation;
import org.apache.ibatis.plugin.Signature;
import org.bilayer.DataLayer;
import org.bilayer.UnitOptions;
import org.bilayer.contracts.sample.Product;
import org.bilayer.contracts.sample.Shop;
import org.bilayer.failure.CommitUnknownException;
import org.bilayer.failure.UnavailableException;
import org.bilayer.mybatis.MyBatisDataLayer;
import org.bilayer.mybatis.fixture.Bank;
import org.bilayer.mybatis.fixture.HeldLog;
import org.bilayer.mybatis.fixture.Server;
import org.bilayer.mybatis.fixture.TestDatabase;
import org.bilayer.mybatis.internal.session.MyBatisStore;
import org.bilayer.store.Condition;
import org.bilayer.store.SessionOptions;
import org.bilayer.store.Store;
import org.bilayer.store.StoreSession;
import org.bilayer.testkit.database.FailingDataSource;
import org.bilayer.testkit.database.FailingDataSource.Failure;
import org.bilayer.value.Level;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each step at the end of a unit of work fails once, with every kind of throwable: what is reported is what is stored, after-commit
 * actions run exactly if it is, and no connection stays out.
 */
public final class EndOfUnitTest {

  /** Steps that code of the application takes part in, counted; one of them throws. One thread at a time. */
  private static final class Steps {

    private static int left;
    private static Thrown how = Thrown.EXCEPTION;
    private static @Nullable String failed;

    static void fail(int nth, Thrown thrown) {
      left = nth;
      how = thrown;
      failed = null;
    }

    static void at(String name) {
      if (--left == 0) {
        failed = name;
        throw Steps.<RuntimeException>sneaky(how.made());
      }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the compiler shall not know
    private static <X extends Throwable> X sneaky(Throwable thrown) throws X {
      throw (X) thrown;
    }
  }

  /** What a step throws. */
  private enum Thrown {
    EXCEPTION,
    ERROR,
    /** Past the compiler, as other languages do. */
    CHECKED;

    Throwable made() {
      return switch (this) {
        case EXCEPTION -> new IllegalStateException("a step fails");
        case ERROR -> new StackOverflowError("a step fails");
        case CHECKED -> new IOException("a step fails");
      };
    }
  }

  /** Hand-written queries with a second-level cache. */
  @CacheNamespace(
      implementation = FailingCache.class,
      properties = @Property(name = "unused", value = "unused"))
  public interface Notes {
    @Select("SELECT count(*) FROM plain")
    int count();

    @Insert("INSERT INTO plain VALUES ('new')")
    int add();
  }

  /** A cache whose every act is a step. */
  public static final class FailingCache implements Cache {

    private final String id;
    private final Map<Object, Object> kept = new HashMap<>();

    /** Called by MyBatis. */
    public FailingCache(String id) {
      this.id = id;
    }

    /** Called by MyBatis. */
    public void setUnused(String unused) {}

    @Override
    public String getId() {
      return id;
    }

    @Override
    public void putObject(Object key, Object value) {
      Steps.at("cache.put");
      kept.put(key, value);
    }

    @Override
    public @Nullable Object getObject(Object key) {
      Steps.at("cache.get");
      return kept.get(key);
    }

    @Override
    public @Nullable Object removeObject(Object key) {
      Steps.at("cache.remove");
      return kept.remove(key);
    }

    @Override
    public void clear() {
      Steps.at("cache.clear");
      kept.clear();
    }

    @Override
    public int getSize() {
      return kept.size();
    }
  }

  /** A plugin around the ends of executors, and around the updates that may carry COMMIT. */
  @Intercepts({
    @Signature(
        type = Executor.class,
        method = "commit",
        args = {boolean.class}),
    @Signature(
        type = Executor.class,
        method = "rollback",
        args = {boolean.class}),
    @Signature(
        type = Executor.class,
        method = "close",
        args = {boolean.class}),
    @Signature(
        type = Executor.class,
        method = "update",
        args = {MappedStatement.class, Object.class})
  })
  public static final class FailingPlugin implements Interceptor {

    @Override
    public @Nullable Object intercept(Invocation invocation) throws Throwable {
      String name = invocation.getMethod().getName();
      Steps.at("before executor." + name);
      Object result = invocation.proceed();
      Steps.at("after executor." + name);
      return result;
    }

    @Override
    public void setProperties(Properties properties) {}
  }

  /** How the unit ends. */
  private enum End {
    COMMIT,
    /** The last writes and COMMIT in one trip, where the database has that. */
    PIPELINED,
    ROLLBACK,
    /** An interrupt just before the commit. */
    INTERRUPT
  }

  static Stream<Arguments> steps() {
    return Arrays.stream(Server.values())
        .flatMap(server -> Arrays.stream(End.values())
            .flatMap(end ->
                Arrays.stream(Thrown.values()).map(thrown -> Arguments.of(server, end, thrown))));
  }

  private static final class Wanted extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @ParameterizedTest
  @MethodSource("steps")
  void endOfUnit_aStepOfTheApplicationFails_isReportedAsItIsStored(
      Server server, End end, Thrown thrown) {
    UnitOptions once = UnitOptions.defaults().maxTries(1);
    UnitOptions options = end == End.PIPELINED ? once.pipelineCommit() : once;
    try (var log = new HeldLog();
        TestDatabase database = server.create();
        HikariDataSource pool = database.poolOf(2)) {
      MyBatisDataLayer.createTables(Shop.MODEL, pool);
      database.execute("CREATE TABLE plain (v varchar(9))");
      Steps.fail(0, thrown);
      try (DataLayer reading = MyBatisDataLayer.of(Shop.MODEL, pool);
          DataLayer layer = MyBatisDataLayer.builder(Shop.MODEL)
              .dataSource(pool)
              .mapper(Notes.class)
              .plugin(new FailingPlugin())
              .open()) {
        boolean untouched = false;
        for (int n = 1; !untouched; n++) {
          String id = "p" + n;
          var actions = new AtomicInteger();
          var wanted = new Wanted();
          Steps.fail(n, thrown);
          Throwable failure = catchThrowable(() -> layer.run(options, work -> {
            work.afterCommit(actions::incrementAndGet);
            if (end != End.PIPELINED) {
              // Such a unit commits in the ordinary way.
              work.queries(Notes.class).count();
              work.queries(Notes.class).add();
              work.queries(Notes.class).count();
            }
            work.repository(Shop.PRODUCTS).add(new Product(id, "new"));
            if (end == End.ROLLBACK) {
              work.flush();
              throw wanted;
            }
            if (end == End.INTERRUPT) {
              work.flush();
              Thread.currentThread().interrupt();
            }
          }));
          Thread.interrupted();
          String step = "step " + n + ", " + Steps.failed;
          untouched = Steps.failed == null;
          Steps.fail(0, thrown);

          boolean isStored = reading.read(Shop.PRODUCTS).find(id).isPresent();
          assertThat(actions).as("actions after %s", step).hasValue(failure == null ? 1 : 0);
          assertThat(pool.getHikariPoolMXBean().getActiveConnections())
              .as("connections out after %s", step)
              .isZero();
          if (failure == null || !(failure instanceof CommitUnknownException)) {
            assertThat(isStored).as("stored after %s", step).isEqualTo(failure == null);
          }
          boolean isEnd = step.contains("commit")
              || step.contains("rollback")
              || step.contains("close")
              || step.contains("put");
          if (isEnd || untouched) {
            if (end == End.COMMIT || end == End.PIPELINED) {
              assertThat(failure).as(step).isNull();
            } else if (end == End.ROLLBACK) {
              assertThat(failure).as(step).isSameAs(wanted);
            }
          }
        }
      }
      assertThat(log.problems()).allMatch(problem -> problem.contains("A step "));
    }
  }

  /** A session that has written; a pool may lend what the step before has left dead. */
  private static StoreSession writing(Store store, Bank bank, int n) {
    var options =
        SessionOptions.of(Level.SNAPSHOT, false, Optional.of(System.nanoTime() + 30_000_000_000L));
    for (int tries = 1; ; tries++) {
      StoreSession session = store.open(options);
      try {
        session.write(List.of(bank.addAccount(n), bank.addAccount(n + 1000L)));
        return session;
      } catch (UnavailableException e) {
        session.close();
        if (tries == 3) {
          throw e;
        }
      }
    }
  }

  static Stream<Arguments> calls() {
    return Arrays.stream(Server.values())
        .flatMap(server -> Arrays.stream(Failure.values())
            .flatMap(failure ->
                Stream.of(true, false).map(commit -> Arguments.of(server, failure, commit))));
  }

  /** A session with an open cursor and a time limit, so that there is much to be ended. */
  @ParameterizedTest
  @MethodSource("calls")
  void endOfSession_aCallOfJdbcFails_isReportedAsItIsStored(
      Server server, Failure how, boolean commit) {
    var bank = new Bank();
    try (var log = new HeldLog();
        TestDatabase database = server.create();
        HikariDataSource pool = database.poolOf(2)) {
      database.create(bank.schema).close();
      var failing = new FailingDataSource(pool);
      var store = MyBatisStore.open(bank.schema, failing, MyBatisStore.Setup.PLAIN);
      boolean untouched = false;
      for (int n = 1; !untouched; n++) {
        StoreSession session = writing(store, bank, n);
        session.stream(bank.where(new Condition.Always(true))).next();
        failing.fail(n, how);
        Throwable failure = catchThrowable(commit ? session::commit : session::rollback);
        String call = failing.failed().orElse("none");
        untouched = failing.failed().isEmpty();
        failing.fail(Long.MAX_VALUE, how);
        session.close();

        assertThat(pool.getHikariPoolMXBean().getActiveConnections())
            .as("connections out after %s", call)
            .isZero();
        boolean isStored = !database
            .query(
                server == Server.MARIADB
                    ? "SELECT id FROM account WHERE id = " + n
                    : "SELECT \"id\" FROM \"account\" WHERE \"id\" = " + n)
            .isEmpty();
        if (!(failure instanceof CommitUnknownException)) {
          assertThat(isStored).as("stored after %s", call).isEqualTo(commit && failure == null);
        }
        if (untouched) {
          assertThat(failure).isNull();
        }
      }
      assertThat(log.problems())
          .allMatch(problem -> problem.contains("A step before a rollback failed")
              || problem.contains("A connection could not")
              || problem.contains("The settings of a connection could not be restored"));
    }
  }
}
