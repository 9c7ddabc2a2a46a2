package org.bilayer.mybatis.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.zaxxer.hikari.HikariDataSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.bilayer.DataLayer;
import org.bilayer.UnitOptions;
import org.bilayer.contracts.Figure;
import org.bilayer.contracts.failure.TypicalUnit;
import org.bilayer.contracts.failure.TypicalUnit.Trace;
import org.bilayer.failure.CommitUnknownException;
import org.bilayer.failure.StorageFailureException;
import org.bilayer.failure.UnavailableException;
import org.bilayer.failure.UnreadableRowException;
import org.bilayer.model.ModelInternals;
import org.bilayer.mybatis.MyBatisDataLayer;
import org.bilayer.mybatis.fixture.HeldLog;
import org.bilayer.mybatis.fixture.Server;
import org.bilayer.mybatis.fixture.TestDatabase;
import org.bilayer.testkit.database.FailingDataSource;
import org.bilayer.testkit.database.FailingDataSource.Failure;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The first call of JDBC that a unit of work makes fails, then the second, and so on until it makes no more. */
final class JdbcCallFailsTest {

  private static final boolean NIGHTLY = Boolean.getBoolean("bilayer.nightly");

  /** MyBatis ignores it when closing fails; if that was the last call before COMMIT, then COMMIT meets the lost connection. */
  private static final List<String> SWALLOWED =
      List.of("PreparedStatement.close", "Statement.close", "ResultSet.close");

  static Stream<Arguments> cases() {
    return Arrays.stream(Server.values())
        .flatMap(server -> Arrays.stream(Failure.values())
            .flatMap(failure -> Stream.of(false, true)
                .filter(resolving ->
                    NIGHTLY || server == Server.H2 || (failure == Failure.LOST_AFTER && resolving))
                .map(resolving -> Arguments.of(server, failure, resolving))));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void unit_callFails_storesAllOrNothingAndLeaksNothing(
      Server server, Failure how, boolean resolving) {
    UnitOptions once = resolving
        ? UnitOptions.defaults().maxTries(1).resolveCommit()
        : UnitOptions.defaults().maxTries(1);
    try (var log = new HeldLog();
        TestDatabase database = server.create();
        HikariDataSource pool = database.poolOf(2)) {
      var failing = new FailingDataSource(pool);
      database.create(ModelInternals.schema(TypicalUnit.MODEL)).close();
      try (DataLayer layer = MyBatisDataLayer.of(TypicalUnit.MODEL, failing)) {
        int n = 0;
        int unknown = 0;
        boolean untouched = false;
        while (!untouched) {
          n++;
          var unit = new TypicalUnit(n);
          var actions = new AtomicInteger();
          unit.prepare(layer);
          failing.fail(n, how);

          Throwable failure = catchThrowable(() -> layer.run(once, work -> {
            work.afterCommit(actions::incrementAndGet);
            unit.run(work);
          }));

          String call = failing.failed().orElse("none");
          untouched = failing.failed().isEmpty();
          failing.fail(Long.MAX_VALUE, how);
          Trace trace = unit.trace(layer);
          if (failure == null) {
            assertThat(trace).as("what is stored when %s failed", call).isEqualTo(Trace.EVERYTHING);
          } else {
            assertKind(failure, call, how, resolving);
            if (failure instanceof CommitUnknownException && call.equals("Connection.commit")) {
              unknown++;
            } else {
              assertThat(trace).as("what is stored when %s failed", call).isEqualTo(Trace.NOTHING);
            }
          }
          assertThat(actions)
              .as("after-commit actions when %s failed", call)
              .hasValue(failure == null ? 1 : 0);
          assertThat(pool.getHikariPoolMXBean().getActiveConnections())
              .as("connections that are out after %s failed", call)
              .isZero();
        }
        assertThat(log.problems())
            .allMatch(problem -> problem.contains("A connection could not")
                || problem.contains("The settings of a connection could not be restored"));
        new Figure(
                "n-th JDBC call fails",
                server + " " + how + (resolving ? " with resolution" : ""),
                n - 1 + " calls, 0 half-stored units, 0 leaks, " + unknown + " unknown commits")
            .print();
      }
    }
  }

  private static void assertKind(Throwable failure, String call, Failure how, boolean resolving) {
    if (failure instanceof CommitUnknownException && SWALLOWED.contains(call)) {
      return;
    }
    boolean commit = call.equals("Connection.commit");
    Class<?> expected = switch (how) {
      case LOST_BEFORE, LOST_AFTER ->
        commit && !resolving ? CommitUnknownException.class : UnavailableException.class;
      // At the commit too: the server is asked, and says that it has not been told to commit.
      // A driver that throws while it gives a value says that it cannot read the value.
      case RUNTIME_EXCEPTION ->
        call.startsWith("ResultSet.get") || call.equals("ResultSet.wasNull")
            ? UnreadableRowException.class
            : StorageFailureException.class;
      case ERROR -> StackOverflowError.class;
    };
    assertThat(failure).as("what %s gave", call).isExactlyInstanceOf(expected);
  }
}
