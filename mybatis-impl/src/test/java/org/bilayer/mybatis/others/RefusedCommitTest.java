package org.bilayer.mybatis.others;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.bilayer.DataLayer;
import org.bilayer.LayerOptions;
import org.bilayer.UnitOfWork;
import org.bilayer.UnitOptions;
import org.bilayer.contracts.sample.Product;
import org.bilayer.contracts.sample.Shop;
import org.bilayer.failure.CommitUnknownException;
import org.bilayer.failure.DataException;
import org.bilayer.failure.StorageFailureException;
import org.bilayer.failure.UnavailableException;
import org.bilayer.model.ModelInternals;
import org.bilayer.mybatis.MyBatisDataLayer;
import org.bilayer.mybatis.fixture.HoldsLog;
import org.bilayer.mybatis.fixture.Server;
import org.bilayer.mybatis.fixture.SimpleDataSource;
import org.bilayer.mybatis.fixture.TestDatabase;
import org.bilayer.query.Specification;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Only a COMMIT that was sent can be unknown. */
@ExtendWith(HoldsLog.class)
final class RefusedCommitTest {

  /** What stands in for {@code commit} of a connection. */
  @FunctionalInterface
  private interface Commit {
    void run(Connection connection) throws Exception;
  }

  private static SimpleDataSource committing(HikariDataSource pool, Commit commit) {
    return () -> {
      Connection connection = pool.getConnection();
      Connection lent = mock(Connection.class, delegatesTo(connection));
      doAnswer(call -> {
            commit.run(connection);
            return null;
          })
          .when(lent)
          .commit();
      return lent;
    };
  }

  /** As pools in JTA, and drivers whose connection is in auto-commit, refuse. */
  private enum Refusal {
    NO_STATE,
    INVALID_TERMINATION,
    INVALID_STATE,
    NOT_IN_STATE,
    GENERAL,
    NO_CONNECTION,
    UNCHECKED;

    Exception made() {
      return switch (this) {
        case NO_STATE ->
          new SQLException("Attempting to commit while taking part in a transaction");
        case INVALID_TERMINATION -> new SQLException("commit not allowed", "2D000");
        case INVALID_STATE -> new SQLException("commit not allowed", "25000");
        case NOT_IN_STATE -> new SQLException("commit not allowed", "55000");
        case GENERAL -> new SQLException("commit not allowed", "HY000");
        case NO_CONNECTION -> new SQLException("Can't call commit when autocommit=true", "08003");
        case UNCHECKED -> new IllegalStateException("The container ends transactions");
      };
    }
  }

  static Stream<Arguments> refusals() {
    return Arrays.stream(Server.values())
        .flatMap(server -> Arrays.stream(Refusal.values())
            .flatMap(refusal -> Stream.of(
                    UnitOptions.defaults(),
                    UnitOptions.defaults().resolveCommit(),
                    UnitOptions.defaults().pipelineCommit())
                .map(options -> Arguments.of(server, refusal, options))));
  }

  private static void add(UnitOfWork work) {
    work.repository(Shop.PRODUCTS).add(new Product("new", "new"));
  }

  private static long stored(DataLayer layer) {
    return layer.execute(work -> work.repository(Shop.PRODUCTS).count(Specification.all()));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void commit_refusedByTheClient_isNotUnknownAndStoresNothing(
      Server server, Refusal refusal, UnitOptions options) {
    try (TestDatabase database = server.create();
        HikariDataSource pool = database.poolOf(2)) {
      database.create(ModelInternals.schema(Shop.MODEL)).close();
      var tries = new AtomicInteger();
      var actions = new AtomicInteger();
      var refusing = committing(pool, connection -> {
        throw refusal.made();
      });
      try (DataLayer whole = MyBatisDataLayer.of(Shop.MODEL, pool);
          DataLayer layer = MyBatisDataLayer.of(Shop.MODEL, refusing)) {
        boolean pipelines = server == Server.POSTGRESQL && options.pipelinesCommit();
        Throwable failure = catchThrowable(() -> layer.run(options, work -> {
          tries.incrementAndGet();
          work.afterCommit(actions::incrementAndGet);
          add(work);
        }));

        if (pipelines) {
          // COMMIT is part of a statement there, which nobody refuses.
          assertThat(failure).isNull();
          return;
        }
        assertThat(failure)
            .isExactlyInstanceOf(StorageFailureException.class)
            .hasMessageNotContaining("no answer");
        assertThat(((DataException) failure).isRetryable()).isFalse();
        assertThat(tries).hasValue(1);
        assertThat(actions).hasValue(0);
        assertThat(stored(whole)).isZero();
        assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Server.class)
  void commitOfAUnitThatOnlyReads_refusedByTheClient_isNotTriedAgain(Server server) {
    try (TestDatabase database = server.create();
        HikariDataSource pool = database.poolWithoutAutoCommit()) {
      MyBatisDataLayer.createTables(Shop.MODEL, pool);
      var tries = new AtomicInteger();
      var refusing = committing(pool, connection -> {
        throw new SQLException("Attempting to commit while taking part in a transaction");
      });
      try (DataLayer layer = MyBatisDataLayer.of(Shop.MODEL, refusing)) {
        assertThatThrownBy(() -> layer.run(work -> {
              tries.incrementAndGet();
              work.repository(Shop.PRODUCTS).find("none");
            }))
            .isExactlyInstanceOf(StorageFailureException.class)
            .hasMessageContaining("COMMIT was refused before it was sent");
        assertThat(tries).hasValue(1);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Server.class)
  void commit_carriedOutAndThenFailingWithoutState_isUnknown(Server server) {
    for (Exception thrown :
        List.of(new SQLException("no state"), new IllegalStateException("a proxy's mistake"))) {
      try (TestDatabase database = server.create();
          HikariDataSource pool = database.poolOf(2)) {
        var failing = committing(pool, connection -> {
          connection.commit();
          throw thrown;
        });
        MyBatisDataLayer.createTables(Shop.MODEL, pool);
        try (DataLayer layer = MyBatisDataLayer.builder(Shop.MODEL)
            .dataSource(failing)
            .options(LayerOptions.defaults().showValues())
            .open()) {
          assertThatThrownBy(() -> layer.run(RefusedCommitTest::add))
              .isInstanceOf(CommitUnknownException.class)
              .hasCause(thrown);
        }
        try (DataLayer layer = MyBatisDataLayer.of(Shop.MODEL, pool)) {
          assertThat(stored(layer)).isEqualTo(1);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Server.class)
  void commit_onAConnectionThatWasClosed_isNotUnknownAndIsTriedAgain(Server server)
      throws SQLException {
    try (TestDatabase database = server.create()) {
      MyBatisDataLayer.createTables(Shop.MODEL, database.pool());
      var last = new Object() {
        @Nullable
        Connection connection;
      };
      SimpleDataSource source = () -> last.connection = database.unpooled().getConnection();
      var tries = new AtomicInteger();
      try (DataLayer layer = MyBatisDataLayer.of(Shop.MODEL, source)) {
        layer.runChecked(work -> {
          add(work);
          work.flush();
          Connection open = last.connection;
          if (tries.incrementAndGet() == 1 && open != null) {
            open.close();
          }
        });
        assertThat(tries).hasValue(2);
        assertThat(stored(layer)).isEqualTo(1);

        assertThatThrownBy(() -> layer.runChecked(UnitOptions.defaults().maxTries(1), work -> {
              work.repository(Shop.PRODUCTS).add(new Product("more", "more"));
              work.flush();
              Connection open = last.connection;
              if (open != null) {
                open.close();
              }
            }))
            .isInstanceOf(UnavailableException.class);
      }
    }
  }

  /** Somebody who uses the connection of the unit for a transaction of his own ends the unit's with it. */
  @ParameterizedTest
  @EnumSource(Server.class)
  void commit_ofATransactionThatSomebodyEnded_isNotReportedAsDone(Server server) {
    if (server == Server.H2) {
      return; // cannot be told; docs/transactions.md says so
    }
    try (TestDatabase database = server.create()) {
      MyBatisDataLayer.createTables(Shop.MODEL, database.pool());
      var last = new Object() {
        @Nullable
        Connection connection;
      };
      SimpleDataSource source = () -> last.connection = database.unpooled().getConnection();
      try (DataLayer layer = MyBatisDataLayer.of(Shop.MODEL, source)) {
        assertThatThrownBy(() -> layer.runChecked(work -> {
              add(work);
              work.flush();
              Connection open = last.connection;
              if (open != null) {
                try (Statement statement = open.createStatement()) {
                  statement.execute("ROLLBACK");
                }
              }
            }))
            .isInstanceOf(StorageFailureException.class)
            .hasMessageContaining("was over before COMMIT was sent");
        assertThat(stored(layer)).isZero();
      }
    }
  }
}
