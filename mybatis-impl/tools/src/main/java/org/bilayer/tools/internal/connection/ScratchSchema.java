package org.bilayer.tools.internal.connection;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.bilayer.failure.StorageFailureException;

/**
 * An empty schema that is dropped at the end; on MariaDB, a database. Its connections find nothing outside of the schema, unless a
 * statement names it. One thread.
 */
public final class ScratchSchema implements AutoCloseable {

  /** The account may not create a schema. */
  public static final class NoRightException extends Exception {

    private static final long serialVersionUID = 1L;

    NoRightException(SQLException cause) {
      super("The account may not create a schema: " + cause.getMessage(), cause);
    }
  }

  /** 42501 is the code of the standard; MariaDB and H2 have numbers. */
  private static final String NO_PRIVILEGE = "42501";

  private static final Set<Integer> NO_RIGHT = Set.of(1044, 1142, 90040, 90096);

  private final DataSource source;
  private final String name;
  private final boolean isMariaDb;

  private ScratchSchema(DataSource source, String name, boolean isMariaDb) {
    this.source = source;
    this.name = name;
    this.isMariaDb = isMariaDb;
  }

  /**
   * Creates a schema in the database behind a data source.
   *
   * @throws NoRightException if the account may not; nothing is left
   */
  public static ScratchSchema in(DataSource source) throws NoRightException {
    byte[] random = new byte[6];
    ThreadLocalRandom.current().nextBytes(random);
    String name = "bilayer_scratch_" + HexFormat.of().formatHex(random);
    try (Connection connection = source.getConnection()) {
      String product = connection.getMetaData().getDatabaseProductName().toLowerCase(Locale.ROOT);
      var schema =
          new ScratchSchema(source, name, product.contains("mariadb") || product.contains("mysql"));
      run(
          connection,
          schema.isMariaDb ? "CREATE DATABASE " + name : "CREATE SCHEMA " + schema.quoted());
      return schema;
    } catch (SQLException e) {
      if (NO_PRIVILEGE.equals(e.getSQLState()) || NO_RIGHT.contains(e.getErrorCode())) {
        throw new NoRightException(e);
      }
      throw failure("A schema for the comparison cannot be created", e);
    }
  }

  private String quoted() {
    return '"' + name + '"';
  }

  /** Connections in the schema. */
  public DataSource dataSource() {
    return new SchemaOf(source, name);
  }

  /**
   * Runs statements.
   *
   * @throws StorageFailureException with the statement that fails
   */
  public void run(List<String> statements) {
    try (Connection connection = dataSource().getConnection()) {
      for (String sql : statements) {
        try {
          run(connection, sql);
        } catch (SQLException e) {
          throw failure("The database refuses a statement in a throw-away schema: " + sql, e);
        }
      }
    } catch (SQLException e) {
      throw failure("A throw-away schema cannot be used", e);
    }
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
    if (!connection.getAutoCommit()) {
      connection.commit();
    }
  }

  /**
   * Drops the schema with all that is in it.
   *
   * @throws StorageFailureException if the database refuses; the message names the schema, which is left
   */
  @Override
  public void close() {
    try (Connection connection = source.getConnection()) {
      run(connection, isMariaDb ? "DROP DATABASE " + name : "DROP SCHEMA " + quoted() + " CASCADE");
    } catch (SQLException e) {
      throw failure("A throw-away schema could not be dropped. Drop it [schema=" + name + "]", e);
    }
  }

  private static StorageFailureException failure(String what, SQLException cause) {
    return new StorageFailureException(what + ": " + cause.getMessage(), cause);
  }
}
