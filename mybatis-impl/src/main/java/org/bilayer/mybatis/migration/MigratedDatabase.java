package org.bilayer.mybatis.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;
import org.bilayer.mybatis.internal.connection.Connections;
import org.bilayer.mybatis.internal.connection.Failures;
import org.bilayer.mybatis.internal.dialect.Dialect;
import org.bilayer.mybatis.internal.dialect.Dialects;
import org.bilayer.store.Schema;

/**
 * A database whose schema is migrated.
 *
 * @param name {@code h2}, {@code postgresql} or {@code mariadb}
 * @param schema in which statements create tables; MariaDB calls it a database
 */
record MigratedDatabase(DataSource dataSource, String name, String schema, Failures failures) {

  /** Connects once, so that a database that cannot be reached is told from one that refuses. */
  static MigratedDatabase look(DataSource dataSource) {
    try (Connection connection = Connections.of(dataSource, Optional.empty()).take()) {
      Dialect dialect = Dialects.named(connection, Optional.empty());
      String schema = connection.getSchema();
      var found = new MigratedDatabase(
          dataSource,
          connection.getMetaData().getDatabaseProductName().toLowerCase(Locale.ROOT),
          schema == null ? String.valueOf(connection.getCatalog()) : schema,
          new Failures(dialect, new Schema(List.of()), false));
      if (!connection.getAutoCommit()) {
        connection.rollback();
      }
      return found;
    } catch (SQLException e) {
      throw Failures.whileAsking(e, "The database could not be asked for its version");
    }
  }

  boolean isPostgreSql() {
    return name.equals("postgresql");
  }

  /** Returns a connection in auto-commit: no statement on it leaves a transaction for which an online index would wait. */
  Connection connect() throws SQLException {
    Connection connection = Connections.of(dataSource, Optional.empty()).take();
    try {
      connection.setAutoCommit(true);
      return connection;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }
}
