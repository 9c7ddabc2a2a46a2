package org.bilayer.contracts.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.bilayer.DataLayer;
import org.bilayer.UnitOfWork;
import org.bilayer.UnitOptions;
import org.bilayer.contracts.CatalogueEntry;
import org.bilayer.failure.CommitUnknownException;
import org.bilayer.failure.UnavailableException;
import org.bilayer.query.Query;
import org.bilayer.query.Specification;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What only a backend on a database can get wrong: settings of the driver, the pool and the session, and what somebody
 * else does to the tables.
 */
public abstract class DatabaseContract extends DatabaseFixture {

  // --- changes behind the library's back ---

  @Test
  @CatalogueEntry("1.2")
  void select_afterAStatementOfAnotherProgram_seesItsChange() {
    try (DataLayer data = open(schema().dataSource())) {
      data.run(work -> work.repository(ITEMS).add(Item.of(1, "before")));
      data.run(UnitOptions.defaults().readCommitted(), work -> {
        assertThat(work.repository(ITEMS).count(NOTE.eq("before"))).isEqualTo(1);
        sql("UPDATE \"item\" SET \"note\" = 'after'");
        assertThat(work.repository(ITEMS).count(NOTE.eq("before"))).isZero();
        assertThat(work.repository(ITEMS).get(1).note()).isEqualTo("after");
      });
    }
  }

  // --- the zone of the session ---

  @Test
  @CatalogueEntry("6.5")
  void add_onConnectionsInAnotherTimeZone_comesBackTheSame() {
    String set = isOn("mariadb") ? "SET time_zone = '%s'" : "SET TIME ZONE '%s'";
    Item given = Item.of(1, null);
    try (DataLayer data = open(connections(zoned(set, "-08:00")))) {
      data.run(work -> work.repository(ITEMS).add(given));
      assertThat(data.<Item>execute(work -> work.repository(ITEMS).get(1))).isEqualTo(given);
    }
    sql("CREATE TABLE \"kept\" AS SELECT * FROM \"item\"");
    sql("DROP TABLE \"item\"");
    try (DataLayer data = open(connections(zoned(set, "+13:00")))) {
      sql("INSERT INTO \"item\" SELECT * FROM \"kept\"");
      assertThat(data.<Item>execute(work -> work.repository(ITEMS).get(1))).isEqualTo(given);
      assertThat(data.<Long>execute(work -> work.repository(ITEMS)
              .count(AT.eq(given.at()).and(MEETING.eq(given.meeting())).and(DAY.eq(given.day())))))
          .isEqualTo(1);
    }
  }

  private static Preparation zoned(String set, String offset) {
    return connection -> {
      try (Statement statement = connection.createStatement()) {
        statement.execute(String.format(set, offset));
      }
      return connection;
    };
  }

  // --- defaults in the schema ---

  @Test
  @CatalogueEntry("7.4")
  void add_absentValueInAColumnWithADefault_staysAbsent() {
    try (DataLayer data = open(schema().dataSource())) {
      sql("ALTER TABLE \"item\" ALTER COLUMN \"note\" SET DEFAULT 'from the schema'");
      data.run(work -> work.repository(ITEMS).add(Item.of(1, null)));

      assertThat(data.<Item>execute(work -> work.repository(ITEMS).get(1)).note())
          .isNull();
    }
  }

  // --- a driver that keeps counts for itself ---

  @Test
  @CatalogueEntry("7.6")
  void update_withADriverThatReportsNoCounts_findsTheStaleVersion() {
    var silent = new AtomicBoolean();
    DataSource connections =
        connections(connection -> Interception.proxy(Connection.class, (method, arguments) -> {
          Object result = Interception.invoke(connection, method, arguments);
          return result instanceof PreparedStatement statement ? silent(statement, silent) : result;
        }));
    try (DataLayer data = open(connections)) {
      data.run(work -> {
        for (int id = 0; id < 5; id++) {
          work.repository(ITEMS).add(Item.of(id, "before"));
        }
      });
      silent.set(true);
      assertStaleVersionIsFound(data);
    }
  }

  /** A statement whose batches succeed without a count. */
  private static PreparedStatement silent(PreparedStatement statement, AtomicBoolean silent) {
    return Interception.proxy(PreparedStatement.class, (method, arguments) -> {
      Object result = Interception.invoke(statement, method, arguments);
      if (silent.get() && result instanceof int[] counts) {
        Arrays.fill(counts, Statement.SUCCESS_NO_INFO);
      }
      return result;
    });
  }

  // --- what a pool has set ---

  /** Connections with every default that a pool may give them. */
  private List<DataSource> pools() {
    var pools = new ArrayList<DataSource>();
    for (int isolation :
        List.of(Connection.TRANSACTION_READ_COMMITTED, Connection.TRANSACTION_SERIALIZABLE)) {
      for (boolean autoCommit : List.of(true, false)) {
        pools.add(connections(connection -> {
          connection.setTransactionIsolation(isolation);
          connection.setAutoCommit(autoCommit);
          return connection;
        }));
      }
    }
    return pools;
  }

  @Test
  @CatalogueEntry("8.13")
  void begin_atSnapshot_isOneWhateverThePoolHasSet() {
    for (DataSource pool : pools()) {
      try (DataLayer data = open(pool)) {
        data.run(UnitOptions.defaults().snapshot(), work -> {
          assertThat(work.repository(ITEMS).count(Specification.all())).isZero();
          addMeanwhile(data, 1);
          assertThat(work.repository(ITEMS).count(Specification.all())).isZero();
        });
        assertThat(data.<Long>execute(work -> work.repository(ITEMS).count(Specification.all())))
            .isEqualTo(1);
      }
      sql("DROP TABLE \"item\"");
    }
  }

  private static void addMeanwhile(DataLayer data, int id) {
    try (UnitOfWork other = data.begin()) {
      other.repository(ITEMS).add(Item.of(id, null));
      other.commit();
    }
  }

  // --- connections that are lost ---

  /** Connections of which one loses its server at a call: before it, or after it took effect. */
  private DataSource losing(String call, boolean takesEffect, AtomicBoolean armed) {
    return connections(connection -> Interception.proxy(
        Connection.class,
        (method, arguments) -> isThe(call, method) && armed.getAndSet(false)
            ? lost(connection, method, arguments, takesEffect)
            : Interception.invoke(connection, method, arguments)));
  }

  private static boolean isThe(String call, Method method) {
    return method.getName().equals(call);
  }

  private static Object lost(
      Connection connection,
      Method method,
      @Nullable Object @Nullable [] arguments,
      boolean takesEffect)
      throws Exception {
    if (takesEffect) {
      Interception.invoke(connection, method, arguments);
    }
    connection.close();
    throw new SQLException("the connection is gone", "08006");
  }

  @Test
  @CatalogueEntry("8.15")
  void run_connectionLostDuringTheCommit_isUnknownAndNotRetried() {
    for (boolean takesEffect : List.of(true, false)) {
      var armed = new AtomicBoolean();
      var tries = new AtomicInteger();
      int id = takesEffect ? 1 : 2;
      try (DataLayer data = open(losing("commit", takesEffect, armed))) {
        armed.set(true);
        Throwable failure = catchThrowable(() -> data.run(work -> {
          tries.incrementAndGet();
          work.repository(ITEMS).add(Item.of(id, null));
        }));

        assertThat(failure).isInstanceOf(CommitUnknownException.class);
        assertThat(tries).hasValue(1);
        assertThat(data.<List<Item>>execute(work -> work.repository(ITEMS).find(Query.all())))
            .hasSize(takesEffect ? 1 : 0);
      }
      sql("DROP TABLE \"item\"");
    }
  }

  @Test
  @CatalogueEntry("8.15")
  void run_connectionLostBeforeTheCommit_isRetriedOnANewOne() {
    var armed = new AtomicBoolean();
    var tries = new AtomicInteger();
    try (DataLayer data = open(losing("prepareStatement", false, armed))) {
      armed.set(true);
      data.run(work -> {
        tries.incrementAndGet();
        work.repository(ITEMS).add(Item.of(1, null));
      });

      assertThat(tries).hasValue(2);
      assertThat(data.<Long>execute(work -> work.repository(ITEMS).count(Specification.all())))
          .isEqualTo(1);
      armed.set(true);
      Throwable failure = catchThrowable(() -> data.run(
          UnitOptions.defaults().maxTries(1), work -> work.repository(ITEMS).get(1)));
      assertThat(failure).isInstanceOf(UnavailableException.class);
    }
  }
}
