package org.bilayer.mybatis.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.mchange.v2.c3p0.ComboPooledDataSource;
import com.zaxxer.hikari.HikariDataSource;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.commons.dbcp2.BasicDataSource;
import org.apache.tomcat.jdbc.pool.PoolProperties;
import org.bilayer.DataLayer;
import org.bilayer.contracts.Figure;
import org.bilayer.contracts.sample.Product;
import org.bilayer.contracts.sample.Shop;
import org.bilayer.failure.DataException;
import org.bilayer.failure.PoolExhaustedException;
import org.bilayer.failure.StorageFailureException;
import org.bilayer.failure.UnavailableException;
import org.bilayer.mybatis.MyBatisDataLayer;
import org.bilayer.mybatis.fixture.DriverDataSource;
import org.bilayer.mybatis.fixture.HeldLog;
import org.bilayer.mybatis.fixture.Server;
import org.bilayer.mybatis.fixture.TestDatabase;
import org.h2.jdbcx.JdbcConnectionPool;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mariadb.jdbc.MariaDbPoolDataSource;

/** What real pools say, and what becomes of it: exhausted, not reachable, or refused for a reason that somebody has to correct. */
final class PoolsTest {

  private static final int WAIT_MILLIS = 400;
  private static final String PASSWORD = "gEhEiM";

  private final HeldLog log = new HeldLog();
  private final List<Connection> held = new ArrayList<>();

  @AfterEach
  void release() throws SQLException {
    for (Connection connection : held) {
      connection.close();
    }
    log.close();
  }

  /** A pool of two connections that waits less than a second for one of them. */
  enum Pool {
    HIKARICP {
      @Override
      DataSource to(String url) {
        var pool = new HikariDataSource();
        pool.setJdbcUrl(url);
        pool.setMaximumPoolSize(SIZE);
        pool.setMinimumIdle(0);
        pool.setConnectionTimeout(WAIT_MILLIS);
        pool.setInitializationFailTimeout(-1);
        return pool;
      }
    },
    HIKARICP_THAT_CONNECTS_FIRST {
      @Override
      DataSource to(String url) {
        var pool = (HikariDataSource) HIKARICP.to(url);
        pool.setInitializationFailTimeout(1);
        return pool;
      }
    },
    DBCP2 {
      @Override
      DataSource to(String url) {
        var pool = new BasicDataSource();
        pool.setUrl(url);
        pool.setMaxTotal(SIZE);
        pool.setMaxWait(Duration.ofMillis(WAIT_MILLIS));
        return pool;
      }
    },
    TOMCAT {
      @Override
      DataSource to(String url) {
        var settings = new PoolProperties();
        settings.setUrl(url);
        settings.setInitialSize(0);
        settings.setMinIdle(0);
        settings.setMaxIdle(SIZE);
        settings.setMaxActive(SIZE);
        settings.setMaxWait(WAIT_MILLIS);
        return new org.apache.tomcat.jdbc.pool.DataSource(settings);
      }
    },
    C3P0 {
      @Override
      DataSource to(String url) {
        var pool = new ComboPooledDataSource();
        pool.setJdbcUrl(url);
        pool.setInitialPoolSize(0);
        pool.setMinPoolSize(0);
        pool.setMaxPoolSize(SIZE);
        // Left to itself it tries for half a minute to make a connection, longer than it lets its
        // callers wait.
        pool.setCheckoutTimeout(2 * WAIT_MILLIS);
        return pool;
      }
    },
    AGROAL {
      @Override
      DataSource to(String url) {
        try {
          return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
              .connectionPoolConfiguration(pool -> pool.maxSize(SIZE)
                  .acquisitionTimeout(Duration.ofMillis(WAIT_MILLIS))
                  .connectionFactoryConfiguration(factory -> factory.jdbcUrl(url))));
        } catch (SQLException e) {
          throw new AssertionError(e);
        }
      }
    },
    MARIADB {
      @Override
      DataSource to(String url) {
        try {
          return new MariaDbPoolDataSource(
              url + "&maxPoolSize=" + SIZE + "&minPoolSize=0&connectTimeout=" + WAIT_MILLIS);
        } catch (SQLException e) {
          throw new AssertionError(e);
        }
      }
    },
    H2 {
      @Override
      DataSource to(String url) {
        var source = new JdbcDataSource();
        source.setURL(url);
        JdbcConnectionPool pool = JdbcConnectionPool.create(source);
        pool.setMaxConnections(SIZE);
        // In whole seconds.
        pool.setLoginTimeout(1);
        return pool;
      }
    };

    static final int SIZE = 2;

    abstract DataSource to(String url);

    Server server() {
      return this == H2 ? Server.H2 : this == MARIADB ? Server.MARIADB : Server.POSTGRESQL;
    }
  }

  private static void close(DataSource pool) {
    try {
      if (pool instanceof AutoCloseable closeable) {
        closeable.close();
      } else if (pool instanceof org.apache.tomcat.jdbc.pool.DataSource tomcat) {
        tomcat.close();
      } else if (pool instanceof ComboPooledDataSource c3p0) {
        c3p0.close();
      } else if (pool instanceof JdbcConnectionPool h2) {
        h2.dispose();
      }
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private void takeAll(DataSource pool) throws SQLException {
    for (int i = 0; i < Pool.SIZE; i++) {
      held.add(pool.getConnection());
    }
  }

  private void giveAllBack() throws SQLException {
    for (Connection connection : held) {
      connection.close();
    }
    held.clear();
  }

  // --- exhausted

  @ParameterizedTest
  @EnumSource(Pool.class)
  void allConnectionsLent_isExhausted_atOpeningAndAtAUnit_andIsTriedOnce(Pool kind)
      throws SQLException {
    try (TestDatabase database = kind.server().create()) {
      DataSource pool = kind.to(database.url());
      MyBatisDataLayer.createTables(Shop.MODEL, pool);
      DataLayer layer = MyBatisDataLayer.of(Shop.MODEL, pool);
      takeAll(pool);
      var runs = new AtomicInteger();

      Throwable atUnit = catchThrowable(() -> layer.run(work -> {
        runs.incrementAndGet();
        work.repository(Shop.PRODUCTS).find("a");
      }));
      Throwable atOpening = catchThrowable(() -> MyBatisDataLayer.of(Shop.MODEL, pool));
      Throwable atComparing =
          catchThrowable(() -> MyBatisDataLayer.schemaDifferences(Shop.MODEL, pool));

      for (Throwable failure : List.of(atUnit, atOpening, atComparing)) {
        assertThat(failure)
            .isExactlyInstanceOf(PoolExhaustedException.class)
            .hasMessageContaining(
                "The connection pool gave no connection within its waiting time [pool=")
            .hasMessageContaining("make the pool larger");
        assertThat(((DataException) failure).isRetryable()).isFalse();
      }
      assertThat(runs).hasValue(1);
      giveAllBack();
      layer.run(work -> work.repository(Shop.PRODUCTS).add(new Product("a", "A")));
      close(pool);
    }
  }

  /** A crowd over a pool that is too small for it: whoever gets no connection in time gives up, and does not queue again. */
  @Test
  void crowd_overASmallPool_triesHardlyMoreThanOnceForEachUnit() throws Exception {
    int crowd = 100;
    try (TestDatabase database = Server.POSTGRESQL.create();
        var pool = (HikariDataSource) Pool.HIKARICP.to(database.url())) {
      MyBatisDataLayer.createTables(Shop.MODEL, pool);
      DataLayer layer = MyBatisDataLayer.of(Shop.MODEL, pool);
      var tries = new AtomicInteger();
      var failed = new AtomicInteger();
      var other = new AtomicInteger();
      var start = new CountDownLatch(1);
      var threads = new ArrayList<Thread>();
      for (int i = 0; i < crowd; i++) {
        var thread = new Thread(() -> {
          try {
            start.await();
            layer.runChecked(work -> {
              tries.incrementAndGet();
              work.repository(Shop.PRODUCTS).find("a");
              Thread.sleep(100);
            });
          } catch (PoolExhaustedException e) {
            failed.incrementAndGet();
          } catch (Exception e) {
            other.incrementAndGet();
          }
        });
        thread.start();
        threads.add(thread);
      }
      start.countDown();
      for (Thread thread : threads) {
        thread.join(TimeUnit.SECONDS.toMillis(60));
      }
      assertThat(other).hasValue(0);
      assertThat(failed.get()).isPositive();
      assertThat(tries.get()).isEqualTo(crowd);
      new Figure(
              "exhausted pool",
              "PostgreSQL",
              crowd + " units over a pool of " + Pool.SIZE + ": " + tries + " tries, " + failed
                  + " found no connection")
          .print();
    }
  }

  // --- not reachable

  @ParameterizedTest
  @EnumSource(
      value = Pool.class,
      names = {"MARIADB"},
      mode = EnumSource.Mode.EXCLUDE)
  void serverDown_isUnavailable_notExhausted(Pool kind) {
    DataSource pool = kind.to(
        kind == Pool.H2
            ? "jdbc:h2:tcp://127.0.0.1:1/mem:x"
            : "jdbc:postgresql://127.0.0.1:1/x?user=x");
    Throwable failure = catchThrowable(() -> MyBatisDataLayer.of(Shop.MODEL, pool));
    close(pool);
    assertThat(failure)
        .isExactlyInstanceOf(UnavailableException.class)
        .hasMessageContaining("The database cannot be reached");
  }

  /** This pool tells the two apart in its log only. */
  @Test
  void serverDown_behindThePoolOfMariaDb_isExhausted_andTheMessageSaysWhatElseItMayBe() {
    DataSource pool = Pool.MARIADB.to("jdbc:mariadb://127.0.0.1:1/x?user=x");
    Throwable failure = catchThrowable(() -> MyBatisDataLayer.of(Shop.MODEL, pool));
    close(pool);
    assertThat(failure)
        .isExactlyInstanceOf(PoolExhaustedException.class)
        .hasMessageContaining("reports the same failure if it cannot connect to the server");
  }

  // --- to be corrected

  /**
   * A wrong URL.
   *
   * @param says the beginning of the message
   */
  record Wrong(String url, String says) {}

  static Stream<Wrong> wrong() {
    String user = "The database refuses the user or the password";
    String database = "The database that the DataSource names does not exist";
    String driver = "No JDBC driver accepts the URL of the DataSource";
    String url = "The URL of the DataSource, or a setting in it, is not understood";
    return Stream.of(
        new Wrong(
            "jdbc:postgresql://127.0.0.1:5432/test?user=bilayer_nobody&password=" + PASSWORD, user),
        new Wrong("jdbc:postgresql://127.0.0.1:5432/bilayer_none?user=postgres", database),
        new Wrong(
            "jdbc:mariadb://127.0.0.1:3306/test?sslMode=disable&user=bilayer_nobody&password="
                + PASSWORD,
            user),
        new Wrong("jdbc:mariadb://127.0.0.1:3306/bilayer_none?sslMode=disable&user=root", database),
        new Wrong("jdbc:h2:./target/bilayer_none;IFEXISTS=TRUE;PASSWORD=" + PASSWORD, database),
        new Wrong("jdbc:h2:mem:x;NONSENSE=1;PASSWORD=" + PASSWORD, url),
        new Wrong("jdbc:h2:relative;PASSWORD=" + PASSWORD, url),
        new Wrong("jdbc:nonsense://host/x?password=" + PASSWORD, driver));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void wrongSetting_isNotTriedAgain_saysWhatToCorrect_andShowsNoPassword(Wrong wrong) {
    assertToBeCorrected(new DriverDataSource(wrong.url()), wrong);
    for (Pool kind : Pool.values()) {
      // Agroal looks for the driver when it is made, before this library has a part in it.
      if (isFor(kind, wrong.url())
          && !(kind == Pool.AGROAL && wrong.url().startsWith("jdbc:nonsense"))) {
        DataSource pool = kind.to(wrong.url());
        assertToBeCorrected(pool, wrong);
        close(pool);
      }
    }
  }

  /** The last two take URLs of their own only, and the one of MariaDB keeps its reasons to itself. */
  private static boolean isFor(Pool kind, String url) {
    return switch (kind) {
      case MARIADB -> false;
      case H2 -> url.startsWith("jdbc:h2:");
      default -> true;
    };
  }

  private static void assertToBeCorrected(DataSource source, Wrong wrong) {
    Throwable failure = catchThrowable(() -> MyBatisDataLayer.of(Shop.MODEL, source));
    assertThat(failure)
        .as("%s with %s", source.getClass().getName(), wrong.says())
        .isExactlyInstanceOf(StorageFailureException.class)
        .hasMessageStartingWith(wrong.says())
        .hasMessageContaining("Correct")
        .hasMessageContaining("A retry cannot help before this correction.");
    var text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    assertThat(text.toString()).doesNotContain(PASSWORD).doesNotContain("jdbc:nonsense");
  }

  @Test
  void passwordChangedWhileTheLayerIsOpen_theUnitIsTriedOnce() {
    try (TestDatabase database = Server.MARIADB.create()) {
      var url = new String[] {database.url()};
      MyBatisDataLayer.createTables(Shop.MODEL, new DriverDataSource(url[0]));
      DataLayer layer =
          MyBatisDataLayer.of(Shop.MODEL, (org.bilayer.mybatis.fixture.SimpleDataSource)
              () -> new DriverDataSource(url[0]).getConnection());
      url[0] = url[0].replace("user=root", "user=bilayer_nobody&password=" + PASSWORD);
      var runs = new AtomicInteger();
      Throwable failure = catchThrowable(() -> layer.run(work -> {
        runs.incrementAndGet();
        work.repository(Shop.PRODUCTS).find("a");
      }));
      assertThat(failure)
          .isExactlyInstanceOf(StorageFailureException.class)
          .hasMessageContaining("refuses the user or the password [sqlState=28000, code=");
      assertThat(runs).hasValue(1);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Pool.class,
      names = {"MARIADB"},
      mode = EnumSource.Mode.EXCLUDE)
  void closedPool_isNotTriedAgain(Pool kind) throws SQLException {
    try (TestDatabase database = kind.server().create()) {
      DataSource pool = kind.to(database.url());
      MyBatisDataLayer.createTables(Shop.MODEL, pool);
      DataLayer layer = MyBatisDataLayer.of(Shop.MODEL, pool);
      close(pool);
      Optional<Throwable> failure = Optional.ofNullable(
          catchThrowable(() -> layer.run(work -> work.repository(Shop.PRODUCTS).find("a"))));
      assertThat(failure.orElseThrow())
          .isExactlyInstanceOf(StorageFailureException.class)
          .hasMessageContaining("The pool is closed");
    }
  }
}
