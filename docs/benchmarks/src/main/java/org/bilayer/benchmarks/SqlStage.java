package org.bilayer.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.bilayer.benchmarks.contender.Contender;
import org.bilayer.benchmarks.contender.JdbcContender;
import org.bilayer.benchmarks.shop.Item;
import org.bilayer.benchmarks.shop.Order;
import org.bilayer.benchmarks.shop.Shop;
import org.bilayer.mybatis.MyBatisDataLayer;

/** The shop in a database: a schema of its own on a server, a database of its own in H2; dropped at the end. */
final class SqlStage implements Stage, AutoCloseable {

  /**
   * The level of all contenders, so that none does less: what Bilayer gives unless told otherwise. Bilayer is not told; the
   * others' connections are made so.
   */
  private static final String LEVEL = "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL ";

  /** The databases that are measured. */
  enum Product {
    H2("SNAPSHOT"),
    POSTGRESQL("REPEATABLE READ");

    private final String level;

    Product(String level) {
      this.level = level;
    }

    /** Where it is; PostgreSQL's place may be given as a system property or in the environment. */
    String url(String schema) {
      if (this == H2) {
        // A query that is repeated while nothing changes would be answered from its last result,
        // and measure nothing.
        return "jdbc:h2:mem:" + schema
            + ";DB_CLOSE_DELAY=-1;CASE_INSENSITIVE_IDENTIFIERS=TRUE;OPTIMIZE_REUSE_RESULTS=FALSE";
      }
      String given =
          System.getProperty("bilayer.postgresql.url", System.getenv("BILAYER_POSTGRESQL_URL"));
      String server = given == null ? "jdbc:postgresql://127.0.0.1:5432/test?user=postgres" : given;
      return server + (server.contains("?") ? "&" : "?") + "reWriteBatchedInserts=true";
    }
  }

  private final Product product;
  private final String schema = "bilayer_benchmark_" + ProcessHandle.current().pid();
  private final Connection own;
  private final List<HikariDataSource> pools = new ArrayList<>();
  private final long items;
  private final long orders;
  private final int categories;

  /** Makes the tables and fills them. */
  SqlStage(Product product, long items, long orders) throws SQLException {
    this.product = product;
    this.items = items;
    this.orders = orders;
    this.categories = (int) Math.max(1, items / Item.PER_CATEGORY);
    this.own = DriverManager.getConnection(product.url(schema));
    if (product != Product.H2) {
      execute("CREATE SCHEMA " + schema);
      own.setSchema(schema);
    }
    for (String sql :
        MyBatisDataLayer.createScript(Shop.MODEL, product == Product.H2 ? "H2" : "PostgreSQL")) {
      execute(sql);
    }
    fill();
  }

  private void fill() throws SQLException {
    try (var insert =
        own.prepareStatement("INSERT INTO category (id, name, version) VALUES (?, ?, 1)")) {
      for (int id = 0; id < categories; id++) {
        insert.setInt(1, id);
        insert.setString(2, "Category " + id);
        insert.addBatch();
      }
      insert.executeBatch();
    }
    Contender filler = new JdbcContender(pool(false));
    for (long from = 1; from <= items; from += 1000) {
      var some = new ArrayList<Item>();
      for (long id = from; id < from + 1000 && id <= items; id++) {
        some.add(Item.numbered(id, categories));
      }
      filler.add(some);
    }
    var some = new ArrayList<Order>();
    for (long id = 1; id <= orders; id++) {
      some.add(Order.numbered(id));
    }
    filler.addOrders(some);
    execute(product == Product.H2 ? "ANALYZE" : "ANALYZE item, customer_order, order_line");
  }

  /** A pool as it is without settings, but for auto-commit. */
  HikariDataSource pool(boolean autoCommit) {
    return pool(config(autoCommit));
  }

  /** A pool whose connections are at the level that Bilayer gives. */
  HikariDataSource poolAtLevel(boolean autoCommit) {
    HikariConfig config = config(autoCommit);
    config.setConnectionInitSql(LEVEL + product.level);
    return pool(config);
  }

  private HikariConfig config(boolean autoCommit) {
    var config = new HikariConfig();
    config.setJdbcUrl(product.url(schema));
    if (product != Product.H2) {
      config.setSchema(schema);
    }
    config.setAutoCommit(autoCommit);
    config.setMaximumPoolSize(2);
    return config;
  }

  private HikariDataSource pool(HikariConfig config) {
    var pool = new HikariDataSource(config);
    pools.add(pool);
    return pool;
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = own.createStatement()) {
      statement.execute(sql);
    }
  }

  private void change(String sql) {
    try {
      execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException("The stage cannot be put right", e);
    }
  }

  @Override
  public long items() {
    return items;
  }

  @Override
  public long orders() {
    return orders;
  }

  @Override
  public int categories() {
    return categories;
  }

  @Override
  public Totals totals() {
    try (Statement statement = own.createStatement();
        ResultSet rows = statement.executeQuery("SELECT i.*, o.*, l.* FROM"
            + " (SELECT count(*), sum(stock), sum(version) FROM item) i(a, b, c),"
            + " (SELECT count(*), sum(version) FROM customer_order) o(d, e),"
            + " (SELECT count(*), sum(no), sum(quantity) FROM order_line) l(f, g, h)")) {
      rows.next();
      return new Totals(
          rows.getLong(1),
          rows.getLong(2),
          rows.getLong(3),
          rows.getLong(4),
          rows.getLong(5),
          rows.getLong(6),
          rows.getLong(7),
          rows.getLong(8));
    } catch (SQLException e) {
      throw new IllegalStateException("The stage cannot be looked at", e);
    }
  }

  @Override
  public void removeAddedItems() {
    change("DELETE FROM item WHERE id > " + items);
  }

  @Override
  public void removeAddedOrders() {
    change("DELETE FROM order_line WHERE customer_order_id > " + orders);
    change("DELETE FROM customer_order WHERE id > " + orders);
  }

  /** The database's name and version. */
  String version() throws SQLException {
    return own.getMetaData().getDatabaseProductName() + " "
        + own.getMetaData().getDatabaseProductVersion();
  }

  @Override
  public void close() throws SQLException {
    pools.forEach(HikariDataSource::close);
    execute(product == Product.H2 ? "SHUTDOWN" : "DROP SCHEMA " + schema + " CASCADE");
    own.close();
  }
}
