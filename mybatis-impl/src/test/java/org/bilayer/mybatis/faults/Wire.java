package org.bilayer.mybatis.faults;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.bilayer.DataLayer;
import org.bilayer.contracts.failure.TypicalUnit;
import org.bilayer.model.ModelInternals;
import org.bilayer.mybatis.MyBatisDataLayer;
import org.bilayer.mybatis.MyBatisStoreProvider;
import org.bilayer.mybatis.fixture.DriverDataSource;
import org.bilayer.mybatis.fixture.Server;
import org.bilayer.mybatis.fixture.TestDatabase;
import org.bilayer.store.StoreProvider;
import org.bilayer.testkit.database.TcpProxy;
import org.bilayer.testkit.database.TcpProxy.Cut;

/** A database behind a wire that can be cut, with a pool and a layer on the near side. */
final class Wire implements AutoCloseable {

  private static final int POSTGRESQL_PORT = 5432;
  private static final int MARIADB_PORT = 3306;

  private final Server server;
  private final Runnable database;
  private final TcpProxy proxy;
  private final String direct;
  private final HikariDataSource pool;
  private final DataLayer layer;
  private final AtomicReference<Cut> atCommit = new AtomicReference<>();

  private Wire(Server server, Runnable database, int port, String direct, String options) {
    this.server = server;
    this.database = database;
    this.proxy = TcpProxy.to(port);
    this.direct = direct;
    new MyBatisStoreProvider()
        .create(
            ModelInternals.schema(TypicalUnit.MODEL),
            new StoreProvider.Settings(Optional.of(new DriverDataSource(direct)), 0))
        .close();
    this.pool = pool(direct.replace(":" + port + "/", ":" + proxy.port() + "/") + options);
    this.layer = MyBatisDataLayer.of(TypicalUnit.MODEL, cutting(pool));
  }

  static Wire to(Server server) throws SQLException {
    return to(server, "");
  }

  /** With options at the end of the URL. */
  static Wire to(Server server, String options) throws SQLException {
    if (server == Server.H2) {
      var tcp =
          org.h2.tools.Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
      String name = "wire" + System.nanoTime();
      String url =
          "jdbc:h2:tcp://127.0.0.1:" + tcp.getPort() + "/mem:" + name + ";DB_CLOSE_DELAY=-1";
      return new Wire(server, tcp::stop, tcp.getPort(), url, options);
    }
    TestDatabase database = server.create();
    int port = server == Server.POSTGRESQL ? POSTGRESQL_PORT : MARIADB_PORT;
    return new Wire(server, database::close, port, database.url(), options);
  }

  private static HikariDataSource pool(String url) {
    // This pool trusts a connection for half a second after its last use, and does not know H2's
    // codes for one that is gone.
    System.setProperty("com.zaxxer.hikari.aliveBypassWindowMs", "0");
    var config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(2);
    config.setMinimumIdle(0);
    config.setConnectionTimeout(500);
    return new HikariDataSource(config);
  }

  DataLayer layer() {
    return layer;
  }

  TcpProxy proxy() {
    return proxy;
  }

  Server server() {
    return server;
  }

  /** Cuts the wire at the COMMIT of the next unit of work. */
  void cutCommit(Cut cut) {
    atCommit.set(cut);
  }

  int connectionsInUse() {
    return pool.getHikariPoolMXBean().getActiveConnections();
  }

  /** A data layer that is not behind the wire. */
  DataLayer direct() {
    return MyBatisDataLayer.of(TypicalUnit.MODEL, new DriverDataSource(direct));
  }

  /** Runs a query past the wire. */
  List<String> query(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(direct);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      var found = new ArrayList<String>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    }
  }

  private DataSource cutting(DataSource target) {
    return proxy(DataSource.class, target, "getConnection");
  }

  /** What is called like that is done on something whose commit cuts, or cuts first. */
  private <T> T proxy(Class<T> type, T target, String special) {
    return type.cast(Proxy.newProxyInstance(
        Wire.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
          if (method.getName().equals("commit")) {
            Cut cut = atCommit.getAndSet(null);
            if (cut != null) {
              proxy.cutNext(cut, request -> server != Server.H2 || !preparesCommit(request));
            }
          }
          try {
            Object result = method.invoke(target, arguments);
            return result instanceof Connection connection && method.getName().equals(special)
                ? proxy(Connection.class, connection, "")
                : result;
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        }));
  }

  /** H2 may ask the server to prepare COMMIT first, in a request of its own that has the text in it. */
  private static boolean preparesCommit(byte[] request) {
    return new String(request, StandardCharsets.ISO_8859_1).contains("\0C\0O\0M\0M\0I\0T");
  }

  @Override
  public void close() {
    layer.close();
    pool.close();
    proxy.close();
    database.run();
  }
}
