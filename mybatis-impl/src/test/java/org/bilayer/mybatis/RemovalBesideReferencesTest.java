package org.bilayer.mybatis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.bilayer.failure.WriteConflictException;
import org.bilayer.mybatis.fixture.Bank;
import org.bilayer.mybatis.fixture.HeldLog;
import org.bilayer.mybatis.fixture.SimpleDataSource;
import org.bilayer.mybatis.fixture.TestDatabase;
import org.bilayer.store.Store;
import org.bilayer.store.StoreProvider;
import org.bilayer.store.StoreSession;
import org.bilayer.store.Write;
import org.bilayer.value.Level;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows that others may refer to are removed at SNAPSHOT on H2, whose own check looks at the transaction's view only. */
final class RemovalBesideReferencesTest {

  private static final String PASSWORD = "a password that the store does not know";

  private final Bank bank = new Bank();
  private final List<AutoCloseable> open = new ArrayList<>();
  private final String name = "removal_" + UUID.randomUUID().toString().replace('-', '_');
  private String url = "jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1";
  private Connection somebody;

  @BeforeEach
  void connect() throws SQLException {
    somebody = pool(1).getConnection();
  }

  @AfterEach
  void close() throws Exception {
    execute("SHUTDOWN");
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  private HikariDataSource pool(int connections) {
    var config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername("owner");
    config.setPassword(PASSWORD);
    config.setMaximumPoolSize(connections);
    config.setMinimumIdle(0);
    config.setConnectionTimeout(1_000);
    var pool = new HikariDataSource(config);
    open.add(pool);
    return pool;
  }

  private Store store(DataSource source) {
    return new MyBatisStoreProvider()
        .create(bank.schema, new StoreProvider.Settings(Optional.of(source), 0));
  }

  private static StoreSession begin(Store store) {
    return TestDatabase.open(store, Level.SNAPSHOT);
  }

  private static void commit(Store store, Write... writes) {
    try (StoreSession session = begin(store)) {
      session.write(List.of(writes));
      session.commit();
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = somebody.createStatement()) {
      statement.execute(sql);
    }
  }

  private int count(String from) throws SQLException {
    try (Statement statement = somebody.createStatement();
        ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM " + from)) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private void assertReferenceOfSomebodyElseIsFound(Store store) throws SQLException {
    commit(store, bank.addAccount(1), bank.addAccount(2));
    try (StoreSession session = begin(store)) {
      bank.get(session, 1L);
      execute("INSERT INTO \"transfer\" VALUES (RANDOM_UUID(), 1, 1)");
      assertThatThrownBy(() -> session.write(List.of(bank.removeAccount(1, 1))))
          .isInstanceOf(WriteConflictException.class)
          .hasMessageContaining("added a reference to a removed row [table=transfer,"
              + " constraint=transfer_account_fkey]");
    }
    commit(store, bank.removeAccount(2, 1));
    assertThat(count("\"account\"")).isEqualTo(1);
  }

  @Test
  void remove_withAPoolOfOne_seesReferencesYoungerThanItsSnapshot() throws SQLException {
    Store store = store(pool(1));
    int sessions = count("INFORMATION_SCHEMA.SESSIONS");
    assertReferenceOfSomebodyElseIsFound(store);
    assertThat(count("INFORMATION_SCHEMA.SESSIONS")).isEqualTo(sessions);
  }

  @Test
  void remove_inAnotherSchema_seesReferencesYoungerThanItsSnapshot() throws SQLException {
    execute("CREATE SCHEMA elsewhere");
    execute("SET SCHEMA elsewhere");
    url += ";SCHEMA=elsewhere";
    assertReferenceOfSomebodyElseIsFound(store(pool(1)));
  }

  @Test
  void remove_onAServer_seesReferencesYoungerThanItsSnapshot() throws SQLException {
    Server server = Server.createTcpServer("-tcpPort", "0", "-ifExists", "-tcpPassword", "none")
        .start();
    open.add(server::stop);
    url = "jdbc:h2:tcp://127.0.0.1:" + server.getPort() + "/mem:" + name;
    assertReferenceOfSomebodyElseIsFound(store(pool(1)));
  }

  @Test
  void remove_whereConnectionsHideTheDriver_takesASecondOneAndIsAnnounced() throws SQLException {
    HikariDataSource two = pool(2);
    SimpleDataSource hiding = () -> {
      Connection connection = mock(Connection.class, delegatesTo(two.getConnection()));
      doThrow(new SQLException("nothing is in here")).when(connection).unwrap(any());
      return connection;
    };
    try (var log = new HeldLog()) {
      assertReferenceOfSomebodyElseIsFound(store(hiding));
      assertThat(log.problems()).isNotEmpty().allMatch(line -> line.contains("second connection"));
    }
  }

  @Test
  void remove_byMoreThreadsThanConnections_waitsForNoSecondOne() throws Exception {
    int threads = 8;
    int rounds = 20;
    Store store = store(pool(4));
    for (int id = 0; id < threads * rounds; id++) {
      commit(store, bank.addAccount(id));
    }
    ExecutorService workers = Executors.newFixedThreadPool(threads);
    try {
      var together = new CyclicBarrier(threads);
      var results = new ArrayList<Future<?>>();
      for (int thread = 0; thread < threads; thread++) {
        int first = thread * rounds;
        results.add(workers.submit(() -> {
          for (int id = first; id < first + rounds; id++) {
            together.await();
            commit(store, bank.removeAccount(id, 1));
          }
          return null;
        }));
      }
      for (Future<?> result : results) {
        result.get(60, TimeUnit.SECONDS);
      }
    } finally {
      workers.shutdownNow();
    }
    assertThat(count("\"account\"")).isZero();
  }
}
