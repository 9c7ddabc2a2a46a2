package org.bilayer.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.bilayer.DataLayer;
import org.bilayer.LayerOptions;
import org.bilayer.UnitOfWork;
import org.bilayer.UnitOptions;
import org.bilayer.engine.Engine;
import org.bilayer.failure.CommitUnknownException;
import org.bilayer.failure.UnavailableException;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.query.Query;
import org.bilayer.query.Specification;
import org.bilayer.spi.StoreProvider;
import org.bilayer.testkit.database.ReportDatabases;
import org.bilayer.testkit.database.TestDatabase;
import org.bilayer.testkit.database.TestSchema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What only a backend on a database can get wrong: settings of the driver, the pool and the session, and what somebody
 * else does to the tables. Each test prepares the connections that the backend is given.
 */
@ExtendWith(ReportDatabases.class)
@Timeout(120)
public abstract class CatalogueDatabaseContract {

  private record Item(
      int id, @Nullable String note, Instant at, LocalDateTime meeting, LocalDate day) {

    static Item of(int id, @Nullable String note) {
      return new Item(
          id,
          note,
          Instant.parse("2021-03-28T01:30:00Z"),
          LocalDateTime.of(2021, 3, 28, 2, 30),
          LocalDate.of(2021, 3, 28));
    }
  }

  private static final Column<Item, Integer> ID = Column.of("id", Codec.int32(), Item::id);
  private static final Column<Item, String> NOTE =
      Column.nullable("note", Codec.text(20), Item::note);
  private static final Column<Item, Instant> AT = Column.of("at", Codec.instant(6), Item::at);
  private static final Column<Item, LocalDateTime> MEETING =
      Column.of("meeting", Codec.localDateTime(6), Item::meeting);
  private static final Column<Item, LocalDate> DAY = Column.of("day", Codec.localDate(), Item::day);
  private static final Mapping<Item, Integer> ITEMS = Mapping.of(Item.class, "item", ID)
      .with(NOTE, AT, MEETING, DAY)
      .construct(row ->
          new Item(row.get(ID), row.getOrNull(NOTE), row.get(AT), row.get(MEETING), row.get(DAY)));
  private static final Model MODEL = Model.of(ITEMS);

  private @Nullable TestSchema schema;

  /** The database under test. */
  protected abstract TestDatabase database();

  @BeforeEach
  void createSchema() {
    schema = database().newSchema("catalogue");
  }

  @AfterEach
  void dropSchema() {
    if (schema != null) {
      schema.close();
    }
  }

  private TestSchema schema() {
    TestSchema open = schema;
    if (open == null) {
      throw new IllegalStateException("The schema is there in tests only.");
    }
    return open;
  }

  /** Does something to each connection before the backend is given it. */
  @FunctionalInterface
  private interface Preparation {
    Connection of(Connection connection) throws SQLException;
  }

  private DataSource connections(Preparation preparation) {
    DataSource plain = schema().dataSource();
    return CatalogueFault.proxy(DataSource.class, (method, arguments) -> {
      Object result = CatalogueFault.invoke(plain, method, arguments);
      return result instanceof Connection connection ? preparation.of(connection) : result;
    });
  }

  private static DataLayer open(DataSource dataSource) {
    for (StoreProvider provider : ServiceLoader.load(StoreProvider.class)) {
      if (provider.needsDatabase()) {
        return Engine.open(
            MODEL,
            provider.create(MODEL.schema(), new StoreProvider.Settings(Optional.of(dataSource), 1)),
            LayerOptions.defaults());
      }
    }
    throw new IllegalStateException("No backend on a database is on the class path.");
  }

  private void sql(String... statements) throws SQLException {
    try (Connection connection = schema().dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      String quote = connection.getMetaData().getIdentifierQuoteString();
      for (String sql : statements) {
        statement.execute(sql.replace("\"", quote));
      }
    }
  }

  private boolean isOn(String name) {
    return database().name().equals(name);
  }

  // --- 1.2 changes behind the library's back ---

  @Test
  @Entry("1.2")
  void entry_1_2_rowChangedBySomebodyElsesStatement_isSeenByTheNextSelect() {
    try (DataLayer data = open(schema().dataSource())) {
      data.run(work -> work.repository(ITEMS).add(Item.of(1, "before")));
      data.run(UnitOptions.defaults().readCommitted(), work -> {
        assertThat(work.repository(ITEMS).count(NOTE.eq("before"))).isEqualTo(1);
        sqlUnchecked("UPDATE \"item\" SET \"note\" = 'after'");
        assertThat(work.repository(ITEMS).count(NOTE.eq("before"))).isZero();
        assertThat(work.repository(ITEMS).get(1).note()).isEqualTo("after");
      });
    }
  }

  private void sqlUnchecked(String statement) {
    try {
      sql(statement);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  // --- 6.5 the zone of the session ---

  @Test
  @Entry("6.5")
  void entry_6_5_connectionsInAnotherTimeZone_changeNothing() {
    String set = isOn("mariadb") ? "SET time_zone = '%s'" : "SET TIME ZONE '%s'";
    Item given = Item.of(1, null);
    try (DataLayer data = open(connections(zoned(set, "-08:00")))) {
      data.run(work -> work.repository(ITEMS).add(given));
      assertThat(data.<Item, RuntimeException>execute(
              work -> work.repository(ITEMS).get(1)))
          .isEqualTo(given);
    }
    sqlUnchecked("CREATE TABLE \"kept\" AS SELECT * FROM \"item\"");
    sqlUnchecked("DROP TABLE \"item\"");
    try (DataLayer data = open(connections(zoned(set, "+13:00")))) {
      sqlUnchecked("INSERT INTO \"item\" SELECT * FROM \"kept\"");
      assertThat(data.<Item, RuntimeException>execute(
              work -> work.repository(ITEMS).get(1)))
          .isEqualTo(given);
      assertThat(data.<Long, RuntimeException>execute(work -> work.repository(ITEMS)
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

  // --- 7.4 defaults in the schema ---

  @Test
  @Entry("7.4")
  void entry_7_4_absentValueInAColumnWithADefault_staysAbsent() {
    try (DataLayer data = open(schema().dataSource())) {
      sqlUnchecked("ALTER TABLE \"item\" ALTER COLUMN \"note\" SET DEFAULT 'from the schema'");
      data.run(work -> work.repository(ITEMS).add(Item.of(1, null)));

      assertThat(data.<Item, RuntimeException>execute(
                  work -> work.repository(ITEMS).get(1))
              .note())
          .isNull();
    }
  }

  // --- 7.5 a driver that counts changed rows ---

  @Test
  @Entry(value = "7.5", answer = Entry.Answer.REFUSED)
  void entry_7_5_driverThatCountsChangedRowsInsteadOfMetOnes_isRefusedAtTheStart()
      throws SQLException {
    assumeTrue(isOn("mariadb"), "only MariaDB's driver has such a setting (useAffectedRows)");
    DataSource counting = connections(connection -> {
      try (connection) {
        String url = connection.getMetaData().getURL();
        return DriverManager.getConnection(
            url + (url.contains("?") ? "&" : "?") + "useAffectedRows=true",
            connection.getMetaData().getUserName().replaceAll("@.*", ""),
            "");
      }
    });

    Throwable failure = catchThrowable(() -> open(counting).close());

    assertThat(failure).hasMessageContainingAll("useAffectedRows", "counts changed rows");
  }

  // --- 8.13 what a pool has set ---

  @Test
  @Entry("8.13")
  void entry_8_13_levelAndAutoCommitOfTheConnections_makeNoDifference() {
    for (int isolation :
        List.of(Connection.TRANSACTION_READ_COMMITTED, Connection.TRANSACTION_SERIALIZABLE)) {
      for (boolean autoCommit : List.of(true, false)) {
        assertLevelsAreKept(connections(connection -> {
          connection.setTransactionIsolation(isolation);
          connection.setAutoCommit(autoCommit);
          return connection;
        }));
        sqlUnchecked("DROP TABLE \"item\"");
      }
    }
  }

  private static void assertLevelsAreKept(DataSource dataSource) {
    try (DataLayer data = open(dataSource)) {
      data.run(work -> work.repository(ITEMS).add(Item.of(1, null)));
      data.run(UnitOptions.defaults().snapshot(), work -> {
        assertThat(work.repository(ITEMS).count(Specification.all())).isEqualTo(1);
        addMeanwhile(data, 2);
        assertThat(work.repository(ITEMS).count(Specification.all())).isEqualTo(1);
      });
      data.run(UnitOptions.defaults().readCommitted(), work -> {
        assertThat(work.repository(ITEMS).count(Specification.all())).isEqualTo(2);
        addMeanwhile(data, 3);
        assertThat(work.repository(ITEMS).count(Specification.all())).isEqualTo(3);
      });
    }
  }

  private static void addMeanwhile(DataLayer data, int id) {
    try (UnitOfWork other = data.begin()) {
      other.repository(ITEMS).add(Item.of(id, null));
      other.commit();
    }
  }

  // --- 8.15 connections that are lost ---

  /** Connections of which one loses its server at a call: before it, or after it took effect. */
  private DataSource losing(String call, boolean takesEffect, AtomicBoolean armed) {
    return connections(connection -> CatalogueFault.proxy(
        Connection.class,
        (method, arguments) -> isThe(call, method) && armed.getAndSet(false)
            ? lost(connection, method, arguments, takesEffect)
            : CatalogueFault.invoke(connection, method, arguments)));
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
      CatalogueFault.invoke(connection, method, arguments);
    }
    connection.close();
    throw new SQLException("the connection is gone", "08006");
  }

  @Test
  @Entry("8.15")
  void entry_8_15_connectionLostDuringTheCommit_leavesTheOutcomeOpenAndIsNotRetried() {
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
        assertThat(data.<List<Item>, RuntimeException>execute(
                work -> work.repository(ITEMS).find(Query.all())))
            .hasSize(takesEffect ? 1 : 0);
      }
      sqlUnchecked("DROP TABLE \"item\"");
    }
  }

  @Test
  @Entry("8.15")
  void entry_8_15_connectionLostBeforeTheCommit_isRetriedOnANewOne() {
    var armed = new AtomicBoolean();
    var tries = new AtomicInteger();
    try (DataLayer data = open(losing("prepareStatement", false, armed))) {
      armed.set(true);
      data.run(work -> {
        tries.incrementAndGet();
        work.repository(ITEMS).add(Item.of(1, null));
      });

      assertThat(tries).hasValue(2);
      assertThat(data.<Long, RuntimeException>execute(
              work -> work.repository(ITEMS).count(Specification.all())))
          .isEqualTo(1);
      armed.set(true);
      Throwable failure = catchThrowable(() -> data.run(
          UnitOptions.defaults().tries(1), work -> work.repository(ITEMS).get(1)));
      assertThat(failure).isInstanceOf(UnavailableException.class);
    }
  }
}
