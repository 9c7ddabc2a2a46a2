package org.bilayer.tools.internal.connection;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Connections whose statements mean one schema, and that go back as they came. Thread-safe if the source is. */
public final class SchemaOf implements DataSource {

  private final DataSource source;
  private final String schema;

  /** As the source, but in a schema; on MariaDB, a database. */
  public SchemaOf(DataSource source, String schema) {
    this.source = source;
    this.schema = schema;
  }

  @Override
  public Connection getConnection() throws SQLException {
    return inSchema(source.getConnection());
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return inSchema(source.getConnection(user, password));
  }

  private Connection inSchema(Connection connection) throws SQLException {
    String before = name(connection);
    try {
      rename(connection, schema);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
    return (Connection) Proxy.newProxyInstance(
        SchemaOf.class.getClassLoader(),
        new Class<?>[] {Connection.class},
        (proxy, method, arguments) -> {
          if (method.getName().equals("close") && !connection.isClosed() && before != null) {
            rename(connection, before);
          }
          try {
            return method.invoke(connection, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
          }
        });
  }

  private static boolean hasCatalogues(Connection connection) throws SQLException {
    String product = connection.getMetaData().getDatabaseProductName().toLowerCase(Locale.ROOT);
    return product.contains("mariadb") || product.contains("mysql");
  }

  private static @Nullable String name(Connection connection) throws SQLException {
    return hasCatalogues(connection) ? connection.getCatalog() : connection.getSchema();
  }

  private static void rename(Connection connection, String schema) throws SQLException {
    if (hasCatalogues(connection)) {
      connection.setCatalog(schema);
    } else {
      connection.setSchema(schema);
    }
  }

  @Override
  public @Nullable PrintWriter getLogWriter() throws SQLException {
    return source.getLogWriter();
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter writer) throws SQLException {
    source.setLogWriter(writer);
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    source.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return source.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getLogger("org.bilayer.tools");
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return source.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return source.isWrapperFor(type);
  }
}
