package org.bilayer.benchmarks.cold;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;

/** Ten items in H2, made by plain JDBC for every rival alike. */
final class SmallShop {

  private SmallShop() {}

  static HikariDataSource open(boolean autoCommit) throws SQLException {
    var config = new HikariConfig();
    config.setJdbcUrl("jdbc:h2:mem:small;CASE_INSENSITIVE_IDENTIFIERS=TRUE");
    config.setAutoCommit(autoCommit);
    config.setMaximumPoolSize(1);
    var pool = new HikariDataSource(config);
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : script().split(";", -1)) {
        if (!sql.isBlank()) {
          statement.execute(sql);
        }
      }
      statement.execute("INSERT INTO category (id, version, name) VALUES (0, 1, 'All there is')");
      statement.execute("INSERT INTO item (id, version, sku, title, category, price, stock, added)"
          + " SELECT x, 1, 'SKU-' || x, 'An item', 0, 1.00, 7, TIMESTAMP '2026-01-01 08:00:00'"
          + " FROM SYSTEM_RANGE(1, 10)");
      if (!autoCommit) {
        connection.commit();
      }
    }
    return pool;
  }

  /** The tables as the model's create script has them, so that no rival pays for making it. */
  static String script() throws SQLException {
    try (InputStream script = SmallShop.class.getResourceAsStream("/small-shop.sql")) {
      return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new SQLException("The script cannot be read", e);
    }
  }
}
