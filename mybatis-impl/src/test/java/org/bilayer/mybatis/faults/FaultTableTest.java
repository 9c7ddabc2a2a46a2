package org.bilayer.mybatis.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.bilayer.DataLayer;
import org.bilayer.UnitOfWork;
import org.bilayer.UnitOptions;
import org.bilayer.contracts.Figure;
import org.bilayer.contracts.failure.TypicalUnit;
import org.bilayer.contracts.failure.TypicalUnit.Trace;
import org.bilayer.contracts.sample.Product;
import org.bilayer.contracts.sample.Shop;
import org.bilayer.failure.CancelledException;
import org.bilayer.failure.ConflictException;
import org.bilayer.failure.DataException;
import org.bilayer.failure.DeadlineExceededException;
import org.bilayer.failure.DeadlockException;
import org.bilayer.failure.LockTimeoutException;
import org.bilayer.failure.PoolExhaustedException;
import org.bilayer.failure.UnavailableException;
import org.bilayer.failure.WriteConflictException;
import org.bilayer.model.ModelInternals;
import org.bilayer.mybatis.MyBatisDataLayer;
import org.bilayer.mybatis.SchemaCheck;
import org.bilayer.mybatis.fixture.HeldLog;
import org.bilayer.mybatis.fixture.Server;
import org.bilayer.mybatis.fixture.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a database does to a unit of work: its session is killed, a lock is not to be had, a statement is stopped. The kind is
 * as expected, nothing of the unit is stored, no connection is out and no transaction is left on the server.
 */
@ParameterizedClass
@EnumSource(Server.class)
final class FaultTableTest {

  private static final UnitOptions WAITING =
      UnitOptions.defaults().readCommitted().maxTries(1);

  @Parameter
  Server server;

  private final TypicalUnit unit = new TypicalUnit(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HeldLog log = new HeldLog();
  private TestDatabase database;
  private HikariDataSource pool;
  private DataLayer layer;

  @BeforeEach
  void open() {
    database = server.create();
    database.create(ModelInternals.schema(TypicalUnit.MODEL)).close();
    connect("");
    unit.prepare(layer);
    layer.run(work -> {
      work.repository(Shop.PRODUCTS).add(new Product("a", "0"));
      work.repository(Shop.PRODUCTS).add(new Product("b", "0"));
    });
  }

  /** With a statement that every connection begins with. */
  private void connect(String initially) {
    // See Wire: this pool would lend a connection of H2 again that is gone.
    System.setProperty("com.zaxxer.hikari.aliveBypassWindowMs", "0");
    var config = new HikariConfig();
    config.setJdbcUrl(database.url());
    config.setMaximumPoolSize(3);
    config.setMinimumIdle(0);
    config.setConnectionTimeout(1_000);
    config.setConnectionInitSql(initially.isEmpty() ? null : initially);
    pool = new HikariDataSource(config);
    // A limit of the server for statements would end the questions about live tables, too.
    layer = MyBatisDataLayer.builder(TypicalUnit.MODEL)
        .dataSource(pool)
        .schemaCheck(SchemaCheck.NONE)
        .open();
  }

  private void reconnect(String h2, String postgresql, String mariadb) {
    pool.close();
    connect(
        switch (server) {
          case H2 -> h2;
          case POSTGRESQL -> postgresql;
          case MARIADB -> mariadb;
        });
  }

  @AfterEach
  void close() throws Exception {
    try {
      threads.shutdownNow();
      assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
      assertThat(pool.getHikariPoolMXBean().getActiveConnections())
          .as("connections in use")
          .isZero();
      await("the last transaction to end", () -> openTransactions() == 0);
    } finally {
      pool.close();
      database.close();
      log.close();
    }
  }

  // --- the server's side

  private long number(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(database.url());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private String schema() {
    String url = database.url();
    return switch (server) {
      case H2 -> "";
      case POSTGRESQL -> url.substring(url.indexOf("currentSchema=") + 14);
      case MARIADB -> url.substring(url.indexOf("3306/") + 5, url.indexOf('?'));
    };
  }

  /** Transactions of this test that the server has. */
  private long openTransactions() throws SQLException {
    return number(
        switch (server) {
          case H2 -> "SELECT COUNT(*) FROM INFORMATION_SCHEMA.SESSIONS WHERE CONTAINS_UNCOMMITTED";
          case POSTGRESQL ->
            "SELECT count(*) FROM pg_locks l JOIN pg_class c ON c.oid = l.relation"
                + " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = '" + schema()
                + "'";
          case MARIADB ->
            "SELECT count(*) FROM information_schema.innodb_trx t JOIN information_schema.processlist p"
                + " ON p.id = t.trx_mysql_thread_id WHERE p.db = '" + schema() + "'";
        });
  }

  /** The session of this test that waits for a lock, or 0. */
  private long waiting() throws SQLException {
    return number(
        switch (server) {
          case H2 ->
            "SELECT COALESCE(MAX(SESSION_ID), 0) FROM INFORMATION_SCHEMA.SESSIONS WHERE BLOCKER_ID IS NOT NULL";
          case POSTGRESQL ->
            "SELECT coalesce(max(a.pid), 0) FROM pg_stat_activity a JOIN pg_locks l ON l.pid = a.pid"
                + " JOIN pg_class c ON c.oid = l.relation JOIN pg_namespace n ON n.oid = c.relnamespace"
                + " WHERE a.wait_event_type = 'Lock' AND n.nspname = '" + schema() + "'";
          case MARIADB ->
            "SELECT coalesce(max(p.id), 0) FROM information_schema.innodb_trx t"
                + " JOIN information_schema.processlist p ON p.id = t.trx_mysql_thread_id"
                + " WHERE t.trx_state = 'LOCK WAIT' AND p.db = '" + schema() + "'";
        });
  }

  /** The session of this test that is in a transaction, or 0. */
  private long inTransaction() throws SQLException {
    return number(
        switch (server) {
          case H2 ->
            "SELECT COALESCE(MAX(SESSION_ID), 0) FROM INFORMATION_SCHEMA.SESSIONS WHERE CONTAINS_UNCOMMITTED";
          case POSTGRESQL ->
            "SELECT coalesce(max(l.pid), 0) FROM pg_locks l JOIN pg_class c ON c.oid = l.relation"
                + " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = '" + schema()
                + "'";
          case MARIADB ->
            "SELECT coalesce(max(p.id), 0) FROM information_schema.innodb_trx t"
                + " JOIN information_schema.processlist p ON p.id = t.trx_mysql_thread_id"
                + " WHERE p.db = '" + schema() + "'";
        });
  }

  private void kill(long session) {
    database.execute(
        switch (server) {
          case H2 -> "CALL ABORT_SESSION(" + session + ")";
          case POSTGRESQL -> "SELECT pg_terminate_backend(" + session + ")";
          case MARIADB -> "KILL " + session;
        });
  }

  private void cancel(long session) {
    database.execute(
        switch (server) {
          case H2 -> "CALL CANCEL_SESSION(" + session + ")";
          case POSTGRESQL -> "SELECT pg_cancel_backend(" + session + ")";
          case MARIADB -> "KILL QUERY " + session;
        });
  }

  private interface Fact {
    boolean holds() throws SQLException;
  }

  /** MariaDB looks at its transactions only when nobody has asked for a tenth of a second. */
  private void await(String what, Fact fact) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!fact.holds()) {
      assertThat(System.nanoTime()).as("waiting for %s", what).isLessThan(end);
      Thread.sleep(server == Server.MARIADB ? 150 : 5);
    }
  }

  private void figure(String fault, Throwable failure) {
    new Figure(
            "fault table",
            server + ", " + fault,
            failure.getClass().getSimpleName()
                + ", nothing stored, 0 connections out, 0 transactions left")
        .print();
  }

  // --- a unit that waits for a lock

  /** Changes "b", and then "a", which another unit holds; what happens while it waits, and how it ends. */
  private Throwable waitingUnit(WhileItWaits event) throws Exception {
    return waitingUnit(WAITING, event);
  }

  private interface WhileItWaits {
    void happens(Thread waiter) throws Exception;
  }

  private Throwable waitingUnit(UnitOptions options, WhileItWaits event) throws Exception {
    var waiter = new AtomicReference<Thread>();
    try (UnitOfWork holder = layer.begin()) {
      holder.repository(Shop.PRODUCTS).change("a", old -> new Product("a", "held"));
      holder.flush();
      Future<Throwable> end = threads.submit(() -> {
        waiter.set(Thread.currentThread());
        return catchThrowable(() -> layer.run(options, work -> {
          work.repository(Shop.PRODUCTS).change("b", old -> new Product("b", "lost"));
          work.flush();
          work.repository(Shop.PRODUCTS).change("a", old -> new Product("a", "lost"));
          work.flush();
        }));
      });
      event.happens(waiter.get());
      Throwable failure = end.get(30, TimeUnit.SECONDS);
      holder.rollback();
      assertUntouched();
      return failure;
    }
  }

  private void assertUntouched() {
    layer.run(work -> {
      for (String sku : new String[] {"a", "b"}) {
        assertThat(work.repository(Shop.PRODUCTS).get(sku).title()).isEqualTo("0");
      }
    });
  }

  // --- killed sessions

  @Test
  void idleSession_killed_isUnavailable() {
    Throwable failure = catchThrowable(() -> layer.run(UnitOptions.defaults().maxTries(1), work -> {
      work.repository(Shop.PRODUCTS).add(new Product("first", "lost"));
      work.flush();
      kill(inTransactionNow());
      unit.run(work);
    }));
    assertThat(failure).isInstanceOf(UnavailableException.class);
    assertThat(unit.trace(layer)).isEqualTo(Trace.NOTHING);
    layer.run(work -> assertThat(work.repository(Shop.PRODUCTS).find("first")).isEmpty());
    figure("session killed idle", failure);
  }

  /** MariaDB answers what it answered within the last tenth of a second, so asking again has to wait longer. */
  private long inTransactionNow() {
    try {
      for (int tries = 0; tries < 50; tries++) {
        long session = inTransaction();
        if (session != 0) {
          return session;
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(150));
      }
      throw new AssertionError("The server knows of no transaction of this test.");
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void sessionInALockWait_killed_isUnavailable() throws Exception {
    Throwable failure = waitingUnit(waiter -> {
      await("a lock wait", () -> waiting() != 0);
      kill(waiting());
    });
    // H2 reports a conflict to a session that was killed in a wait; the retry gets a new connection
    // all the same.
    assertThat(failure)
        .isInstanceOf(
            server == Server.H2 ? WriteConflictException.class : UnavailableException.class);
    figure("session killed in a lock wait", failure);
  }

  // --- locks

  @Test
  void lockTimeout_endsTheUnit_andNothingBeforeItIsStored() throws Exception {
    reconnect(
        "SET LOCK_TIMEOUT 100", "SET lock_timeout = '100ms'", "SET innodb_lock_wait_timeout = 1");
    Throwable failure = waitingUnit(waiter -> {});
    assertThat(failure).isInstanceOf(LockTimeoutException.class);
    figure("lock timeout", failure);
  }

  @Test
  void deadlock_endsOneUnitCompletely() throws Exception {
    var together = new CyclicBarrier(2);
    Future<Throwable> one = threads.submit(() -> crosswise("a", "b", together));
    Future<Throwable> two = threads.submit(() -> crosswise("b", "a", together));
    Throwable first = one.get(60, TimeUnit.SECONDS);
    Throwable second = two.get(60, TimeUnit.SECONDS);
    assertThat(first == null || second == null).as("one of the two is stored").isTrue();
    Throwable failure = first == null ? second : first;
    assertThat(failure).isInstanceOf(ConflictException.class);
    if (server != Server.H2) {
      assertThat(failure).isInstanceOf(DeadlockException.class);
    }
    String winner = first == null ? "ab" : "ba";
    layer.run(work -> {
      for (String sku : new String[] {"a", "b"}) {
        assertThat(work.repository(Shop.PRODUCTS).get(sku).title()).isEqualTo(winner);
      }
    });
    figure("deadlock", failure);
  }

  private Throwable crosswise(String first, String second, CyclicBarrier together) {
    return catchThrowable(() -> layer.run(WAITING, work -> {
      var products = work.repository(Shop.PRODUCTS);
      products.change(first, old -> new Product(first, first + second));
      work.flush();
      products.get(second);
      try {
        together.await(30, TimeUnit.SECONDS);
      } catch (Exception e) {
        throw new AssertionError(e);
      }
      products.change(second, old -> new Product(second, first + second));
    }));
  }

  // --- stopped statements

  @Test
  void statementStoppedFromOutside_isCancelled() throws Exception {
    Throwable failure = waitingUnit(waiter -> {
      await("a lock wait", () -> waiting() != 0);
      cancel(waiting());
    });
    // H2 lets nobody stop a wait for a lock; the lock timeout does.
    assertThat(failure)
        .isInstanceOf(server == Server.H2 ? LockTimeoutException.class : CancelledException.class);
    assertThat(((DataException) failure).isRetryable()).isEqualTo(server == Server.H2);
    figure("statement cancelled", failure);
  }

  @Test
  void statementTimeoutOfTheServer_endsTheUnit() throws Exception {
    reconnect(
        "SET QUERY_TIMEOUT 100", "SET statement_timeout = '100ms'", "SET max_statement_time = 0.1");
    Throwable failure = waitingUnit(waiter -> {});
    // PostgreSQL has one code for a time limit and for somebody's cancel; in H2 no such limit ends
    // a wait for a lock.
    assertThat(failure)
        .isInstanceOf(
            switch (server) {
              case H2 -> LockTimeoutException.class;
              case POSTGRESQL -> CancelledException.class;
              case MARIADB -> DeadlineExceededException.class;
            });
    figure("statement timeout of the server", failure);
  }

  @Test
  void deadline_endsALockWait() throws Exception {
    Throwable failure =
        waitingUnit(WAITING.timeout(Duration.ofMillis(500)).maxTries(5), waiter -> {});
    assertThat(failure).isInstanceOf(DeadlineExceededException.class);
    figure("deadline of the unit", failure);
  }

  // --- interrupts

  @Test
  void interruptInALockWait_endsTheUnit_andKeepsTheFlag() throws Exception {
    var flag = new AtomicReference<Boolean>();
    Throwable failure;
    try (UnitOfWork holder = layer.begin()) {
      holder.repository(Shop.PRODUCTS).change("a", old -> new Product("a", "held"));
      holder.flush();
      var waiter = new AtomicReference<Thread>();
      Future<Throwable> end = threads.submit(() -> {
        waiter.set(Thread.currentThread());
        Throwable thrown = catchThrowable(() -> layer.run(WAITING, work -> {
          work.repository(Shop.PRODUCTS).change("b", old -> new Product("b", "lost"));
          work.flush();
          work.repository(Shop.PRODUCTS).change("a", old -> new Product("a", "lost"));
          work.flush();
        }));
        flag.set(Thread.interrupted());
        return thrown;
      });
      await("a lock wait", () -> waiting() != 0);
      waiter.get().interrupt();
      holder.rollback();
      failure = end.get(30, TimeUnit.SECONDS);
    }
    if (server == Server.H2) {
      // Its driver takes the flag, and calls an interrupted wait one that took too long.
      assertThat(failure).isInstanceOfAny(LockTimeoutException.class, CancelledException.class);
    } else {
      assertThat(flag.get()).as("the flag of the thread").isTrue();
      assertThat(failure).isInstanceOf(CancelledException.class);
    }
    assertUntouched();
    figure("interrupt in a lock wait", failure);
  }

  @Test
  void interruptBeforeTheCommit_isCancelled_andKeepsTheFlag() {
    Throwable failure = catchThrowable(() -> layer.run(work -> {
      unit.run(work);
      Thread.currentThread().interrupt();
    }));
    assertThat(Thread.interrupted()).as("the flag of the thread").isTrue();
    assertThat(failure).isInstanceOf(CancelledException.class);
    assertThat(unit.trace(layer)).isEqualTo(Trace.NOTHING);
    figure("interrupt before COMMIT", failure);
  }

  // --- the pool

  @Test
  void poolExhausted_isSaid_andRecovers() {
    try (UnitOfWork one = layer.begin();
        UnitOfWork two = layer.begin();
        UnitOfWork three = layer.begin()) {
      for (UnitOfWork taken : new UnitOfWork[] {one, two, three}) {
        taken.repository(Shop.PRODUCTS).get("a");
      }
      Throwable failure =
          catchThrowable(() -> layer.run(UnitOptions.defaults().maxTries(1), unit::run));
      assertThat(failure).isInstanceOf(PoolExhaustedException.class);
      figure("pool exhausted", failure);
    }
    assertThat(unit.trace(layer)).isEqualTo(Trace.NOTHING);
    layer.run(unit::run);
    assertThat(unit.trace(layer)).isEqualTo(Trace.EVERYTHING);
  }
}
