package org.bilayer.mybatis.internal.session;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.plugin.Interceptor;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.transaction.jdbc.JdbcTransactionFactory;
import org.bilayer.failure.StorageFailureException;
import org.bilayer.failure.UnavailableException;
import org.bilayer.mybatis.internal.catalogue.StoreCatalogue;
import org.bilayer.mybatis.internal.check.LiveCheck;
import org.bilayer.mybatis.internal.connection.Connections;
import org.bilayer.mybatis.internal.connection.Ending;
import org.bilayer.mybatis.internal.connection.Failures;
import org.bilayer.mybatis.internal.dialect.Dialect;
import org.bilayer.mybatis.internal.dialect.Dialects;
import org.bilayer.mybatis.internal.sql.CommitTable;
import org.bilayer.mybatis.internal.sql.CreateScript;
import org.bilayer.mybatis.internal.statement.RowConfiguration;
import org.bilayer.store.Schema;
import org.bilayer.store.SchemaDifference;
import org.bilayer.store.SessionOptions;
import org.bilayer.store.Store;
import org.bilayer.store.StoreSession;
import org.bilayer.store.Table;
import org.bilayer.store.catalogue.CatalogueReader;
import org.bilayer.value.Level;
import org.jspecify.annotations.Nullable;

/** Rows in a SQL database. Thread-safe. */
public final class MyBatisStore implements Store {

  /**
   * What a store is told beside its database.
   *
   * @param dialect its name, where the driver gives the product another one
   * @param plugins MyBatis interceptors for our statements
   * @param mappers a configuration with the application's mappers
   * @param showsValues whether causes of failures may show the values of columns
   * @param schemas what to use in place of the schemas that the tables name
   */
  public record Setup(
      Optional<String> dialect,
      List<Interceptor> plugins,
      Optional<Configuration> mappers,
      boolean showsValues,
      Map<String, String> schemas) {

    /** Nothing special. */
    public static final Setup PLAIN = new Setup(Optional.empty(), List.of(), Optional.empty());

    /** Without values in causes. */
    public Setup(
        Optional<String> dialect, List<Interceptor> plugins, Optional<Configuration> mappers) {
      this(dialect, plugins, mappers, false, Map.of());
    }

    /** Copies the collections. */
    public Setup {
      plugins = List.copyOf(plugins);
      schemas = Map.copyOf(schemas);
    }
  }

  private final StoreContext context;

  private MyBatisStore(Schema schema, DataSource dataSource, Opened opened, Setup setup) {
    var failures = new Failures(opened.dialect(), schema, setup.showsValues());
    this.context = new StoreContext(
        opened.connections(),
        opened.dialect(),
        schema,
        failures,
        new RowConfiguration(
            new Environment("bilayer", new JdbcTransactionFactory(), dataSource),
            setup.plugins(),
            failures),
        new Mappers(setup.mappers()));
  }

  /**
   * Opens a store on a database that has the tables of the schema.
   *
   * @throws UnavailableException if the database cannot be reached
   * @throws IllegalArgumentException if it is not supported, or does not take a name of the schema
   * @throws IllegalStateException if its version or a setting makes the contract impossible
   */
  public static MyBatisStore open(Schema schema, DataSource dataSource, Setup setup) {
    return new MyBatisStore(
        schema, dataSource, look(schema, dataSource, setup.dialect(), setup.schemas()), setup);
  }

  /**
   * Looks at a database.
   *
   * @throws UnavailableException if it cannot be reached
   * @throws IllegalArgumentException if it is not supported, or lacks a type of the schema
   * @throws IllegalStateException if its version or a setting makes the contract impossible
   */
  public static Dialect dialect(Schema schema, DataSource dataSource, Optional<String> name) {
    return look(schema, dataSource, name, Map.of()).dialect();
  }

  /** What was found out about a database, and the way to its connections from then on. */
  private record Opened(Dialect dialect, Connections connections) {}

  private static Opened look(
      Schema schema, DataSource dataSource, Optional<String> name, Map<String, String> schemas) {
    Connections connections = Connections.of(dataSource, name);
    return ask(
        connections, "The database could not be asked for its version and settings", connection -> {
          boolean autoCommit = connection.getAutoCommit();
          Dialect found =
              Dialects.of(connection, schema, name).inSchemas(schemas, current(connection));
          found.checkNames(schema);
          schema.tables().forEach(found::checkTypes);
          found.requireVersions(schema);
          return new Opened(found, connections.asOpened(found, autoCommit));
        });
  }

  /** The schema of a connection; MariaDB calls it a catalogue. */
  private static @Nullable String current(Connection connection) throws SQLException {
    String schema = connection.getSchema();
    return schema == null ? connection.getCatalog() : schema;
  }

  /** Reads something from a connection. */
  @FunctionalInterface
  private interface Question<R> {
    R ask(Connection connection) throws SQLException;
  }

  /** Asks on a connection of the pool, and rolls back where the connection is not in auto-commit, unless the transaction is of others. */
  private static <R> R ask(Connections connections, String ifRefused, Question<R> question) {
    try (Connection connection = connections.take()) {
      R answer;
      try {
        answer = question.ask(connection);
      } catch (Throwable e) {
        if (!Failures.isInForeignTransaction(e)) {
          undo(connection, e);
        }
        throw e;
      }
      if (!connection.getAutoCommit()) {
        connection.rollback();
      }
      return answer;
    } catch (SQLException e) {
      throw Failures.whileAsking(e, ifRefused);
    }
  }

  /**
   * Creates the tables of a schema.
   *
   * @param schemas what to use in place of the schemas that the tables name
   * @throws UnavailableException if the database cannot be reached
   * @throws StorageFailureException if it refuses a statement
   * @throws IllegalArgumentException if it is not supported or cannot hold the tables
   */
  public static void createTables(
      Schema schema, DataSource dataSource, Map<String, String> schemas) {
    Opened opened = look(schema, dataSource, Optional.empty(), schemas);
    run(CreateScript.of(opened.dialect(), schema), opened.connections());
  }

  /**
   * Creates the table of commit tokens, where the database needs it.
   *
   * @throws UnavailableException if the database cannot be reached
   * @throws StorageFailureException if it refuses the statement
   * @throws IllegalArgumentException if it is not supported
   */
  public static void createCommitTable(DataSource dataSource) {
    Opened opened = look(CommitTable.SCHEMA, dataSource, Optional.empty(), Map.of());
    run(CommitTable.createScript(opened.dialect()), opened.connections());
  }

  private static void run(List<String> script, Connections connections) {
    run(script, connections, "The tables could not be created");
  }

  private static void run(List<String> script, Connections connections, String ifRefused) {
    String running = "connect";
    try (Connection connection = connections.take()) {
      try (Statement statement = connection.createStatement()) {
        for (String sql : script) {
          running = sql;
          statement.execute(sql);
        }
        if (!connection.getAutoCommit()) {
          connection.commit();
        }
      } catch (Throwable e) {
        undo(connection, e);
        throw e;
      }
    } catch (SQLException e) {
      throw new StorageFailureException(ifRefused + "; it stopped at: " + running, e);
    }
  }

  /** Not every pool rolls back what it gets back, and whoever took the connection next would be refused. */
  private static void undo(Connection connection, Throwable reason) {
    new Ending()
        .step(() -> {
          if (!connection.getAutoCommit()) {
            connection.rollback();
          }
        })
        .addTo(reason);
  }

  @Override
  public String name() {
    return context.dialect().version();
  }

  @Override
  public Set<Level> levels() {
    return context.dialect().levels();
  }

  @Override
  public StoreSession open(SessionOptions options) {
    if (!levels().contains(options.level())) {
      throw new IllegalArgumentException(name() + " does not offer the level " + options.level()
          + "; it offers " + levels() + ".");
    }
    context.requireOpen();
    return new MyBatisSession(context, options);
  }

  @Override
  public List<SchemaDifference> differences() {
    context.requireOpen();
    return ask(
        context.connections(),
        "The database could not be asked for its tables",
        connection -> LiveCheck.differences(connection, context.dialect(), context.schema()));
  }

  @Override
  public Optional<CatalogueReader> catalogue() {
    context.requireOpen();
    return Optional.of(new StoreCatalogue(context.connections(), context.dialect()));
  }

  @Override
  public void continueKeys(Table table) {
    context.requireOpen();
    context
        .dialect()
        .continueKeys(table)
        .ifPresent(sql -> run(
            List.of(sql),
            context.connections(),
            "The database does not continue the generated keys of " + table.name()));
  }

  /** Ends the sessions that are still open, at their next call. The pool belongs to the application and stays open. */
  @Override
  public void close() {
    context.close();
  }
}
