package org.bilayer.mybatis.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.bilayer.DataLayer;
import org.bilayer.UnitOfWork;
import org.bilayer.UnitOptions;
import org.bilayer.contracts.failure.TypicalUnit;
import org.bilayer.contracts.sample.Order;
import org.bilayer.contracts.sample.Order.Line;
import org.bilayer.contracts.sample.Product;
import org.bilayer.contracts.sample.Shop;
import org.bilayer.failure.CommitUnknownException;
import org.bilayer.failure.ForeignKeyViolationException;
import org.bilayer.failure.StorageFailureException;
import org.bilayer.failure.UnavailableException;
import org.bilayer.failure.UnreadableRowException;
import org.bilayer.model.ModelInternals;
import org.bilayer.mybatis.MyBatisDataLayer;
import org.bilayer.mybatis.fixture.HeldLog;
import org.bilayer.mybatis.fixture.Server;
import org.bilayer.mybatis.fixture.TestDatabase;
import org.bilayer.query.Specification;
import org.bilayer.testkit.database.FailingDataSource;
import org.bilayer.testkit.database.FailingDataSource.Failure;
import org.bilayer.testkit.database.TcpProxy.Cut;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Writes and COMMIT in one trip to PostgreSQL, and what goes wrong on the way. */
final class PipelinedCommitTest {

  private static final UnitOptions PIPELINED = UnitOptions.defaults().pipelineCommit();
  private static final UnitOptions ONCE = PIPELINED.maxTries(1);
  private static final UUID ORDER = new UUID(4, 2);

  private static final Order BEFORE =
      Order.of(ORDER, "Ada").withLines(List.of(Line.of(1, "first", 1), Line.of(2, "second", 2)));

  private static boolean holdsCommit(byte[] request) {
    return new String(request, StandardCharsets.ISO_8859_1).contains("COMMIT");
  }

  private static void prepare(DataLayer layer) {
    layer.run(work -> work.repository(Shop.ORDERS).add(BEFORE));
  }

  /** Changes the order and adds a product. */
  private static void edit(UnitOfWork work, int number) {
    work.repository(Shop.PRODUCTS).add(new Product("p" + number, "Pen"));
    work.repository(Shop.ORDERS)
        .change(
            ORDER,
            old -> old.forCustomer("Grace " + number)
                .withLines(List.of(Line.of(1, "first", 9), Line.of(3, "third", number))));
  }

  /** Whether the edit of a number is stored; never half of it. */
  private static boolean isStored(DataLayer layer, int number) {
    return layer.execute(work -> {
      boolean added = work.repository(Shop.PRODUCTS).find("p" + number).isPresent();
      Order order = work.repository(Shop.ORDERS).get(ORDER);
      assertThat(order.customer().equals("Grace " + number)).isEqualTo(added);
      assertThat(
              order.lines().get(1).quantity() == number && order.lines().get(1).no() == 3)
          .isEqualTo(added);
      return added;
    });
  }

  @ParameterizedTest
  @EnumSource(Failure.class)
  void unit_anyCallOfJdbcFails_storesAllOrNothingAndLeaksNothing(Failure how) {
    try (var log = new HeldLog();
        TestDatabase database = Server.POSTGRESQL.create();
        HikariDataSource pool = database.poolOf(2)) {
      var failing = new FailingDataSource(pool);
      database.create(ModelInternals.schema(TypicalUnit.MODEL)).close();
      int unknown = 0;
      try (DataLayer layer = MyBatisDataLayer.of(TypicalUnit.MODEL, failing)) {
        prepare(layer);
        boolean untouched = false;
        for (int n = 1; !untouched; n++) {
          int number = n;
          var told = new AtomicInteger();
          failing.fail(n, how);
          Throwable failure = catchThrowable(() -> layer.run(ONCE, work -> {
            work.afterCommit(told::incrementAndGet);
            edit(work, number);
          }));
          String call = failing.failed().orElse("none");
          untouched = failing.failed().isEmpty();
          failing.fail(Long.MAX_VALUE, how);

          boolean stored = isStored(layer, n);
          assertThat(told).as("after %s failed", call).hasValue(failure == null ? 1 : 0);
          if (failure == null) {
            assertThat(stored).as("stored when %s failed", call).isTrue();
          } else if (failure instanceof CommitUnknownException) {
            unknown++;
            assertThat(call).startsWith("PreparedStatement.");
          } else if (how != Failure.ERROR) {
            assertThat(stored).as("stored when %s failed: %s", call, failure).isFalse();
            assertThat(failure)
                .isInstanceOfAny(
                    UnavailableException.class,
                    StorageFailureException.class,
                    UnreadableRowException.class);
          }
          assertThat(pool.getHikariPoolMXBean().getActiveConnections())
              .as("connections that are out after %s failed", call)
              .isZero();
        }
      }
      // After another failure the server says whether the transaction is still open.
      assertThat(unknown > 0)
          .as("open commits")
          .isEqualTo(how == Failure.LOST_BEFORE || how == Failure.LOST_AFTER);
      assertThat(log.problems())
          .allMatch(problem -> problem.contains("A connection could not")
              || problem.contains("The settings of a connection could not be restored")
              || problem.contains("A step after a commit failed"));
    }
  }

  @Test
  void wireCut_whileTheUnitWorked_isUnknown_andNotRunAgain() throws SQLException {
    try (var log = new HeldLog();
        var wire = Wire.to(Server.POSTGRESQL)) {
      prepare(wire.layer());
      Throwable failure = catchThrowable(() -> wire.layer().run(PIPELINED, work -> {
        edit(work, 1);
        wire.proxy().cutAll();
      }));
      assertThat(failure)
          .isInstanceOf(CommitUnknownException.class)
          .hasMessageContaining("COMMIT was sent and no answer arrived [statement=");
      assertThat(wire.layer().retries()).isZero();
      assertThat(isStored(wire.layer(), 1)).isFalse();
      assertThat(wire.connectionsInUse()).isZero();
      assertThat(log.problems()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"BEFORE_REQUEST", "AFTER_REQUEST"})
  void answerLost_isUnknown_andAllOrNothingIsStored(Cut cut) throws SQLException {
    try (var log = new HeldLog();
        var wire = Wire.to(Server.POSTGRESQL)) {
      prepare(wire.layer());
      wire.proxy().cutNext(cut, PipelinedCommitTest::holdsCommit);
      Throwable failure = catchThrowable(() -> wire.layer().run(PIPELINED, work -> edit(work, 1)));
      assertThat(failure).isInstanceOf(CommitUnknownException.class);
      assertThat(isStored(wire.layer(), 1)).isEqualTo(cut == Cut.AFTER_REQUEST);
      assertThat(wire.connectionsInUse()).isZero();
      assertThat(log.problems()).isEmpty();
    }
  }

  @Test
  void wireCut_whileTheUnitWorked_withResolution_isRunAgain() throws SQLException {
    try (var log = new HeldLog();
        var wire = Wire.to(Server.POSTGRESQL)) {
      prepare(wire.layer());
      var runs = new AtomicInteger();
      wire.layer().run(PIPELINED.resolveCommit(), work -> {
        edit(work, 1);
        if (runs.incrementAndGet() == 1) {
          wire.proxy().cutAll();
        }
      });
      assertThat(runs).hasValue(2);
      assertThat(isStored(wire.layer(), 1)).isTrue();
      assertThat(log.problems()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ONE", "SEVERAL"})
  void insertion_heldBackByATrigger_isRefusedAsUsualAndNotCommitted(Rows rows) throws SQLException {
    try (TestDatabase database = Server.POSTGRESQL.create();
        HikariDataSource pool = database.poolOf(1)) {
      database.create(ModelInternals.schema(TypicalUnit.MODEL)).close();
      execute(
          pool,
          "CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS"
              + " 'BEGIN IF NEW.sku = ''p1'' THEN RETURN NULL; END IF; RETURN NEW; END'",
          "CREATE TRIGGER holds_back BEFORE INSERT ON product FOR EACH ROW EXECUTE FUNCTION nothing()");
      try (DataLayer layer = MyBatisDataLayer.of(TypicalUnit.MODEL, pool)) {
        var messages = List.of(UnitOptions.defaults(), PIPELINED).stream()
            .map(options -> catchThrowable(() -> layer.run(options, work -> {
              for (int i = 1; i <= rows.count; i++) {
                work.repository(Shop.PRODUCTS).add(new Product("p" + i, "Pen"));
              }
            })))
            .map(failure -> {
              assertThat(failure).isInstanceOf(StorageFailureException.class);
              return failure.getMessage();
            })
            .toList();
        assertThat(messages.get(1)).isEqualTo(messages.get(0));
        assertThat(layer.<Long>execute(
                work -> work.repository(Shop.PRODUCTS).count(Specification.all())))
            .isZero();
      }
    }
  }

  private enum Rows {
    ONE(1),
    SEVERAL(3);

    private final int count;

    Rows(int count) {
      this.count = count;
    }
  }

  @Test
  void constraint_checkedAtCommit_isNamedAsUsual() throws SQLException {
    try (TestDatabase database = Server.POSTGRESQL.create();
        HikariDataSource pool = database.poolOf(1)) {
      database.create(ModelInternals.schema(TypicalUnit.MODEL)).close();
      execute(
          pool,
          "ALTER TABLE order_line ALTER CONSTRAINT order_line_product_fkey DEFERRABLE INITIALLY DEFERRED");
      try (DataLayer layer = MyBatisDataLayer.of(TypicalUnit.MODEL, pool)) {
        var failures = List.of(UnitOptions.defaults(), PIPELINED).stream()
            .map(options -> catchThrowable(() -> layer.run(
                options,
                work -> work.repository(Shop.ORDERS)
                    .add(BEFORE.withLines(List.of(Line.of(1, "first", 1).buying("none")))))))
            .toList();
        assertThat(failures)
            .allSatisfy(failure -> assertThat(failure)
                .isInstanceOf(ForeignKeyViolationException.class)
                .hasMessageContaining("order_line_product_fkey"));
        assertThat(failures.get(1)).hasMessage(failures.get(0).getMessage());
        assertThat(layer.<Long>execute(
                work -> work.repository(Shop.ORDERS).count(Specification.all())))
            .isZero();
      }
    }
  }

  private static void execute(HikariDataSource pool, String... statements) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
