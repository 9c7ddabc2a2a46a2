package org.bilayer.mybatis.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bilayer.DataLayer;
import org.bilayer.UnitOptions;
import org.bilayer.contracts.sample.Product;
import org.bilayer.contracts.sample.Shop;
import org.bilayer.failure.UnavailableException;
import org.bilayer.mybatis.MyBatisDataLayer;
import org.bilayer.mybatis.fixture.HeldLog;
import org.bilayer.mybatis.fixture.Server;
import org.bilayer.mybatis.fixture.SimpleDataSource;
import org.bilayer.mybatis.fixture.TestDatabase;
import org.bilayer.testkit.database.TcpProxy;
import org.bilayer.value.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A pool that looks at none of its connections lends ten dead ones: whatever the unit of work calls first, that is a lost
 * connection, and the unit succeeds on the eleventh.
 */
@ParameterizedClass
@EnumSource(Server.class)
final class DeadConnectionTest {

  private static final int POOL = 10;

  @Parameter
  Server server;

  private final HeldLog log = new HeldLog();
  private final Deque<Connection> pooled = new ArrayDeque<>();
  private Runnable database;
  private TcpProxy proxy;
  private String url;
  private DataLayer layer;
  private boolean autoCommit = true;

  /** How connections die. */
  enum Death {
    /** On the wire; the driver does not know yet. */
    CUT,
    /** The driver has closed it. */
    CLOSED,
    ABORTED
  }

  /** A way to begin. */
  record Start(Death death, boolean autoCommit, UnaryOperator<UnitOptions> options, String name) {

    @Override
    public String toString() {
      return death + " " + name + (autoCommit ? "" : ", without auto-commit");
    }
  }

  static Stream<Start> starts() {
    var starts = new ArrayList<Start>();
    for (Death death : Death.values()) {
      for (boolean autoCommit : new boolean[] {true, false}) {
        starts.add(new Start(death, autoCommit, options -> options, "snapshot"));
        starts.add(new Start(death, autoCommit, UnitOptions::readCommitted, "read committed"));
        starts.add(new Start(death, autoCommit, UnitOptions::serializable, "serializable"));
        starts.add(new Start(death, autoCommit, UnitOptions::readOnly, "read-only"));
        starts.add(new Start(
            death, autoCommit, options -> options.timeout(Duration.ofSeconds(20)), "timeout"));
      }
    }
    return starts.stream();
  }

  @BeforeEach
  void open() throws SQLException {
    String direct;
    int port;
    if (server == Server.H2) {
      var tcp =
          org.h2.tools.Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
      port = tcp.getPort();
      direct = "jdbc:h2:tcp://127.0.0.1:" + port + "/mem:dead" + System.nanoTime()
          + ";DB_CLOSE_DELAY=-1";
      database = tcp::stop;
    } else {
      TestDatabase created = server.create();
      port = server == Server.POSTGRESQL ? 5432 : 3306;
      direct = created.url();
      database = created::close;
    }
    proxy = TcpProxy.to(port);
    url = direct.replace(":" + port + "/", ":" + proxy.port() + "/");
    SimpleDataSource pool = this::lend;
    MyBatisDataLayer.createTables(Shop.MODEL, pool);
    layer = MyBatisDataLayer.of(Shop.MODEL, pool);
    layer.run(work -> work.repository(Shop.PRODUCTS).add(new Product("a", "A")));
  }

  @AfterEach
  void close() {
    layer.close();
    proxy.close();
    database.run();
    log.close();
  }

  private Connection lend() throws SQLException {
    Connection next = pooled.poll();
    if (next == null) {
      next = DriverManager.getConnection(url);
      next.setAutoCommit(autoCommit);
    }
    return next;
  }

  private void fill(Start start) {
    if (!start.autoCommit()) {
      // A layer refuses connections in another state than those it was opened with.
      autoCommit = false;
      layer.close();
      SimpleDataSource pool = this::lend;
      layer = MyBatisDataLayer.of(Shop.MODEL, pool);
    }
    fill(start.death());
  }

  private void fill(Death death) {
    try {
      List<Connection> all = new ArrayList<>();
      for (int i = 0; i < POOL; i++) {
        Connection connection = DriverManager.getConnection(url);
        connection.setAutoCommit(autoCommit);
        all.add(connection);
      }
      if (death == Death.CUT) {
        proxy.cutAll();
      }
      for (Connection connection : all) {
        if (death == Death.ABORTED) {
          connection.abort(Runnable::run);
        }
        // The driver of H2 ignores abort.
        if (death == Death.CLOSED || (death == Death.ABORTED && server == Server.H2)) {
          connection.close();
        }
      }
      pooled.addAll(all);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private UnitOptions options(Start start) {
    UnitOptions options = start.options().apply(UnitOptions.defaults());
    boolean isOffered = options.level() != Level.SERIALIZABLE || server != Server.H2;
    return isOffered ? options : options.snapshot();
  }

  @ParameterizedTest
  @MethodSource("starts")
  void unit_withAPoolOfDeadConnections_succeeds(Start start) {
    UnitOptions options = options(start);
    fill(start);
    var runs = new AtomicInteger();
    layer.run(options, work -> {
      runs.incrementAndGet();
      assertThat(work.repository(Shop.PRODUCTS).get("a")).isEqualTo(new Product("a", "A"));
      if (!options.isReadOnly()) {
        work.repository(Shop.PRODUCTS).update(new Product("a", "B"));
      }
    });
    assertThat(runs).hasValue(POOL + 1);
    assertThat(pooled).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Death.class)
  void singleRead_withAPoolOfDeadConnections_succeeds(Death death) {
    fill(death);
    assertThat(layer.read(Shop.PRODUCTS).find("a")).isPresent();
    assertThat(pooled).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("starts")
  void unit_onADeadConnection_isUnavailable_andSaysThatItWasDead(Start start) {
    fill(start);
    UnitOptions options = options(start).maxTries(1);
    Throwable failure = catchThrowable(
        () -> layer.run(options, work -> work.repository(Shop.PRODUCTS).get("a")));
    assertThat(failure)
        .isExactlyInstanceOf(UnavailableException.class)
        .hasMessageContaining("The database cannot be reached [statement=");
    assertThat(((UnavailableException) failure).isDeadConnection()).isTrue();
    pooled.clear();
  }

  /** Some drivers say that a connection may write before they have asked anybody. */
  @ParameterizedTest
  @MethodSource("starts")
  void unit_writingFirstOnADeadConnection_saysThatItWasDead(Start start) {
    UnitOptions options = options(start).maxTries(1);
    if (options.isReadOnly()) {
      return;
    }
    fill(start);
    Throwable failure = catchThrowable(() -> layer.run(options, work -> {
      work.repository(Shop.PRODUCTS).add(new Product("b", "B"));
      work.flush();
    }));
    assertThat(failure).isExactlyInstanceOf(UnavailableException.class);
    assertThat(((UnavailableException) failure).isDeadConnection()).isTrue();
    pooled.clear();
  }

  @Test
  void connectionLostInTheMiddle_isNotADeadOne() {
    Throwable failure = catchThrowable(() -> layer.run(UnitOptions.defaults().maxTries(1), work -> {
      work.repository(Shop.PRODUCTS).get("a");
      proxy.cutAll();
      work.repository(Shop.PRODUCTS).find("b");
    }));
    assertThat(failure).isExactlyInstanceOf(UnavailableException.class);
    assertThat(((UnavailableException) failure).isDeadConnection()).isFalse();
  }

  @Test
  void serverIsBackAfterASecond_theUnitSucceeds() throws InterruptedException {
    fill(Death.CUT);
    proxy.refuse(true);
    var back = new Thread(() -> {
      try {
        Thread.sleep(1_500);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      proxy.refuse(false);
    });
    back.start();
    layer.run(work -> work.repository(Shop.PRODUCTS)
        .update(new Product(work.repository(Shop.PRODUCTS).get("a").sku(), "B")));
    back.join();
    // Ten dead connections at once, then growing pauses.
    assertThat(layer.retries()).isBetween(POOL + 2L, POOL + 15L);
  }
}
