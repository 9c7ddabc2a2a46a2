package org.bilayer.mybatis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.plugin.Interceptor;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.SqlSessionFactory;
import org.bilayer.DataLayer;
import org.bilayer.LayerOptions;
import org.bilayer.engine.Engine;
import org.bilayer.migration.Migrations;
import org.bilayer.model.Model;
import org.bilayer.model.ModelInternals;
import org.bilayer.mybatis.internal.dialect.Dialect;
import org.bilayer.mybatis.internal.dialect.Dialects;
import org.bilayer.mybatis.internal.session.MyBatisStore;
import org.bilayer.mybatis.internal.sql.CommitTable;
import org.bilayer.mybatis.internal.sql.CopyScript;
import org.bilayer.mybatis.internal.sql.CreateScript;
import org.bilayer.mybatis.internal.sql.Definitions;
import org.bilayer.mybatis.schema.SchemaDefinition;
import org.bilayer.store.DelegatingStore;
import org.bilayer.store.Schema;
import org.bilayer.store.SchemaDifference;
import org.bilayer.store.Store;
import org.bilayer.store.catalogue.CatalogueReader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens data layers on H2, PostgreSQL and MariaDB.
 *
 * <p>Connections come from the application's {@link DataSource}, one per unit of work, taken at its first statement. A
 * unit owns its transaction whatever the pool's auto-commit default is, and gives the connection back with the settings
 * it came with. A connection that is in a transaction of somebody else is refused with a {@link
 * org.bilayer.failure.StorageFailureException} and left as it is, by units and by every method of this class. A connection that
 * is read-only serves units that read. The tables must exist already: see {@link #createScript} and
 * {@link Builder#migrations}.
 */
public final class MyBatisDataLayer {

  private static final Logger LOG = LoggerFactory.getLogger(MyBatisDataLayer.class);

  private MyBatisDataLayer() {}

  /**
   * Opens a data layer with default options.
   *
   * @throws org.bilayer.failure.UnavailableException if the database cannot be reached
   * @throws org.bilayer.failure.PoolExhaustedException if all connections of the pool are lent
   * @throws org.bilayer.failure.StorageFailureException if it refuses the user, the password, or the name of the database
   * @throws IllegalArgumentException if the database is not supported, or does not offer the default level
   * @throws IllegalStateException if its version or a setting makes the contract impossible; the message says which
   */
  public static DataLayer of(Model model, DataSource dataSource) {
    return builder(model).dataSource(dataSource).open();
  }

  /**
   * Opens a data layer on the data source of an existing factory. Its plugins see the layer's statements too, and its
   * mappers serve as hand-written queries, in the transaction of the unit of work that asks for them.
   *
   * @throws org.bilayer.failure.UnavailableException if the database cannot be reached
   * @throws org.bilayer.failure.PoolExhaustedException if all connections of the pool are lent
   * @throws org.bilayer.failure.StorageFailureException if it refuses the user, the password, or the name of the database
   * @throws IllegalArgumentException if the factory has no data source, or as {@link #of(Model, DataSource)}
   * @throws IllegalStateException as {@link #of(Model, DataSource)}
   */
  public static DataLayer of(Model model, SqlSessionFactory factory) {
    return builder(model).sqlSessionFactory(factory).open();
  }

  /** Begins to describe a data layer. */
  public static Builder builder(Model model) {
    return new Builder(model);
  }

  /**
   * The statements that create the model's tables in the database behind a data source, to be run in order.
   *
   * @throws org.bilayer.failure.UnavailableException if the database cannot be reached
   * @throws org.bilayer.failure.PoolExhaustedException if all connections of the pool are lent
   * @throws org.bilayer.failure.StorageFailureException if it refuses the user, the password, or the name of the database
   * @throws IllegalArgumentException if the database is not supported or cannot hold the tables
   */
  public static List<String> createScript(Model model, DataSource dataSource) {
    return CreateScript.of(
        MyBatisStore.dialect(ModelInternals.schema(model), dataSource, Optional.empty()),
        ModelInternals.schema(model));
  }

  /**
   * The statements that create the model's tables, to be run in order.
   *
   * @param dialect {@code H2}, {@code PostgreSQL} or {@code MariaDB}
   * @throws IllegalArgumentException if there is no such dialect, or the database cannot hold the tables
   */
  public static List<String> createScript(Model model, String dialect) {
    return CreateScript.of(Dialects.named(dialect), ModelInternals.schema(model));
  }

  /**
   * The statements that copy the values of moving attributes to the columns that are written and not read, in rows that nobody has
   * written since the move began: one for each table. They change no row that is copied already, may be repeated, and do not raise the
   * versions of rows.
   *
   * <p>Run them with the model of {@link org.bilayer.model.Phase#READ_OLD}, when no older code writes the tables any more, and before
   * {@code READ_NEW} is deployed. <strong>Never run them after an instance in {@code NEW_ONLY} has written</strong>: it leaves the old
   * columns as they are, and the statements would put their values back.
   *
   * @param dialect {@code H2}, {@code PostgreSQL} or {@code MariaDB}
   * @param expressions by table and column in Java, {@code "guest.grade_no"}: the value of a column as an expression of the database,
   *     needed where the column does not hold the same value as the one that is read
   * @throws IllegalArgumentException if there is no such dialect, if an expression is missing, or if there is no such moving column
   */
  public static List<String> copyScript(
      Model model, String dialect, Map<String, String> expressions) {
    return copies(model, dialect, expressions).copying();
  }

  /**
   * The statements that fail while a row is not copied, and have no effect otherwise. They belong behind {@link #copyScript}, into
   * the migration that lets {@code READ_NEW} start, for example before the new column becomes {@code NOT NULL}.
   *
   * @param dialect as {@link #copyScript}
   * @param expressions as {@link #copyScript}
   * @throws IllegalArgumentException as {@link #copyScript}
   */
  public static List<String> copyGuard(
      Model model, String dialect, Map<String, String> expressions) {
    return copies(model, dialect, expressions).guard();
  }

  /**
   * The statements that fail while a row has a value in an old column and none in the new one, and have no effect otherwise. They
   * belong into the migration that drops the old columns. Values that {@code NEW_ONLY} has changed since do not matter. If it has
   * removed the value of an optional attribute, the row looks as if it had never been copied: clear the old column of such rows
   * first, or leave the guard out.
   *
   * @param model that of {@link org.bilayer.model.Phase#READ_OLD}
   * @param dialect as {@link #copyScript}
   * @param expressions as {@link #copyScript}
   * @throws IllegalArgumentException as {@link #copyScript}
   */
  public static List<String> dropGuard(
      Model model, String dialect, Map<String, String> expressions) {
    return copies(model, dialect, expressions).presence();
  }

  private static CopyScript copies(Model model, String dialect, Map<String, String> expressions) {
    return new CopyScript(Dialects.named(dialect), ModelInternals.schema(model), expressions);
  }

  /**
   * The statements that create the table which units with {@code UnitOptions.resolveCommit} write to, to be run once beside
   * {@link #createScript}. Each such unit that changes something leaves a row of about forty bytes; rows older than the
   * longest unit of work may be removed at any time, by their column {@code at}.
   *
   * @return none for PostgreSQL, which keeps the status of transactions itself
   * @throws org.bilayer.failure.UnavailableException if the database cannot be reached
   * @throws org.bilayer.failure.PoolExhaustedException if all connections of the pool are lent
   * @throws org.bilayer.failure.StorageFailureException if it refuses the user, the password, or the name of the database
   * @throws IllegalArgumentException if the database is not supported
   */
  public static List<String> commitTableScript(DataSource dataSource) {
    return CommitTable.createScript(
        MyBatisStore.dialect(CommitTable.SCHEMA, dataSource, Optional.empty()));
  }

  /**
   * As {@link #commitTableScript(DataSource)}, for a dialect by name.
   *
   * @param dialect {@code H2}, {@code PostgreSQL} or {@code MariaDB}
   * @throws IllegalArgumentException if there is no such dialect
   */
  public static List<String> commitTableScript(String dialect) {
    return CommitTable.createScript(Dialects.named(dialect));
  }

  /**
   * Creates the model's tables in an empty schema: runs {@link #createScript(Model, DataSource)}. Meant for tests and
   * first steps; a database that lives longer is better changed by a migration tool, from the script.
   *
   * @throws org.bilayer.failure.UnavailableException if the database cannot be reached
   * @throws org.bilayer.failure.PoolExhaustedException if all connections of the pool are lent
   * @throws org.bilayer.failure.StorageFailureException if it refuses a statement, which the message names; what was
   *     created before stays on databases whose DDL does not roll back
   * @throws IllegalArgumentException if the database is not supported or cannot hold the tables
   */
  public static void createTables(Model model, DataSource dataSource) {
    MyBatisStore.createTables(ModelInternals.schema(model), dataSource, Map.of());
  }

  /**
   * Compares the tables of a live database with the model: types, lengths, precisions and collations, nullability,
   * keys, references, checks, sequences, and what the database has beyond the model that would refuse its rows.
   *
   * <p>Types are compared by what they hold, not by name; constraints by what they say, checks by name. Defaults,
   * indexes that are not unique, and the conditions of checks are not compared.
   *
   * @return in the order of the model's tables, those of one table by severity; unmodifiable
   * @throws org.bilayer.failure.UnavailableException if the database cannot be reached
   * @throws org.bilayer.failure.PoolExhaustedException if all connections of the pool are lent
   * @throws org.bilayer.failure.StorageFailureException if it refuses to tell
   * @throws IllegalArgumentException if the database is not supported
   * @throws IllegalStateException as {@link #of(Model, DataSource)}
   */
  public static List<SchemaDifference> schemaDifferences(Model model, DataSource dataSource) {
    return MyBatisStore.open(ModelInternals.schema(model), dataSource, MyBatisStore.Setup.PLAIN)
        .differences();
  }

  /**
   * Describes the tables of a live database, whether or not a model has them. For tools; the tables are those of the schema in
   * which statements of the data source's connections create tables.
   *
   * @throws org.bilayer.failure.UnavailableException if the database cannot be reached
   * @throws org.bilayer.failure.PoolExhaustedException if all connections of the pool are lent
   * @throws org.bilayer.failure.StorageFailureException if it refuses the user, the password, or the name of the database
   * @throws IllegalArgumentException if the database is not supported
   * @throws IllegalStateException as {@link #of(Model, DataSource)}
   */
  public static CatalogueReader catalogue(DataSource dataSource) {
    return MyBatisStore.open(new Schema(List.of()), dataSource, MyBatisStore.Setup.PLAIN)
        .catalogue()
        .orElseThrow();
  }

  /**
   * The definitions from which the model's tables are created in the database behind a data source, and those of the library's own
   * tables. For tools that write migrations.
   *
   * @throws org.bilayer.failure.UnavailableException if the database cannot be reached
   * @throws org.bilayer.failure.PoolExhaustedException if all connections of the pool are lent
   * @throws org.bilayer.failure.StorageFailureException if it refuses the user, the password, or the name of the database
   * @throws IllegalArgumentException if the database is not supported or cannot hold the tables
   */
  public static SchemaDefinition schemaDefinition(Model model, DataSource dataSource) {
    Schema own = ModelInternals.schema(model);
    Dialect dialect = MyBatisStore.dialect(own, dataSource, Optional.empty());
    var tables = new ArrayList<>(own.tables());
    boolean needsTokens = !dialect.tellsTransactionStatus()
        && tables.stream()
            .noneMatch(table -> table.inDatabase().equals(CommitTable.TABLE.inDatabase()));
    if (needsTokens) {
      tables.add(CommitTable.TABLE);
    }
    return Definitions.of(dialect, new Schema(tables, own.sequences()));
  }

  /** Describes a data layer. One thread at a time. */
  public static final class Builder {

    private final Model model;
    private final List<Class<?>> mappers = new ArrayList<>();
    private final List<Interceptor> plugins = new ArrayList<>();
    private LayerOptions options = LayerOptions.defaults();
    private UnaryOperator<Store> around = UnaryOperator.identity();
    private SchemaCheck schemaCheck = SchemaCheck.WARN;
    private Optional<Migrations> migrations = Optional.empty();
    private @Nullable DataSource dataSource;
    private @Nullable SqlSessionFactory factory;
    private @Nullable String dialect;

    private Builder(Model model) {
      this.model = model;
    }

    /** Where connections come from. */
    public Builder dataSource(DataSource dataSource) {
      this.dataSource = dataSource;
      return this;
    }

    /** A factory whose data source, plugins and mappers are used. */
    public Builder sqlSessionFactory(SqlSessionFactory factory) {
      this.factory = factory;
      return this;
    }

    /** Options of the layer. */
    public Builder options(LayerOptions options) {
      this.options = options;
      return this;
    }

    /**
     * Registers a mapper, so that {@code UnitOfWork.queries} finds it. With a factory, register it there instead.
     *
     * @param type an interface with MyBatis' annotations, or with an XML file of its name beside it
     */
    public Builder mapper(Class<?> type) {
      mappers.add(type);
      return this;
    }

    /**
     * Adds a MyBatis plugin for the layer's statements and the registered mappers. Many rows that are written at once are
     * one statement to it.
     */
    public Builder plugin(Interceptor plugin) {
      plugins.add(plugin);
      return this;
    }

    /**
     * Puts something around the store that the layer works on, such as faults for a test or a record of every call. A second call
     * puts something around the result of the first.
     *
     * @param wrapper returns a store that passes calls on to its argument, as a {@link DelegatingStore} does, and closes it
     */
    public Builder around(UnaryOperator<Store> wrapper) {
      UnaryOperator<Store> inner = around;
      around = store -> wrapper.apply(inner.apply(store));
      return this;
    }

    /** Names the dialect of a compatible product: {@code H2}, {@code PostgreSQL} or {@code MariaDB}. */
    public Builder dialect(String name) {
      dialect = name;
      return this;
    }

    /** What opening does about tables that are not those of the model; without this, it warns. */
    public Builder schemaCheck(SchemaCheck check) {
      schemaCheck = check;
      return this;
    }

    /**
     * Applies the migrations that the database lacks when the layer opens, before anything else looks at the tables. {@link
     * #schemaCheck} then sees the migrated tables. An application that runs its migrations itself leaves this out.
     */
    public Builder migrations(Migrations steps) {
      migrations = Optional.of(steps);
      return this;
    }

    /**
     * Opens the data layer: applies the {@link #migrations}, looks at the database and its settings, and compares the tables with
     * the model. If a later step is refused, the applied migrations stay.
     *
     * @throws org.bilayer.failure.UnavailableException if the database cannot be reached
     * @throws org.bilayer.failure.PoolExhaustedException if all connections of the pool are lent
     * @throws org.bilayer.failure.StorageFailureException if it refuses the user, the password, or the name of the database
     * @throws org.bilayer.failure.DataException as {@link Migrations#apply}, if there are migrations
     * @throws IllegalArgumentException if the description is incomplete or contradicts itself, the database is not
     *     supported, or does not offer the default level
     * @throws IllegalStateException if its version or a setting makes the contract impossible, or the tables do and
     *     {@link SchemaCheck#FAIL} was asked for; the message says which
     */
    public DataLayer open() {
      SqlSessionFactory given = factory;
      return given == null ? openWithDataSource() : openWithFactory(given);
    }

    private DataLayer openWithDataSource() {
      DataSource source = dataSource;
      if (source == null) {
        throw new IllegalArgumentException("Give a dataSource(...) or a sqlSessionFactory(...).");
      }
      Configuration configuration = MapperConfiguration.of(source, mappers);
      plugins.forEach(configuration::addInterceptor);
      return open(source, plugins, configuration);
    }

    private DataLayer openWithFactory(SqlSessionFactory given) {
      Configuration configuration = given.getConfiguration();
      Environment environment = configuration.getEnvironment();
      if (environment == null || environment.getDataSource() == null) {
        throw new IllegalArgumentException(
            "The SqlSessionFactory has no environment with a DataSource.");
      }
      if (dataSource != null || !mappers.isEmpty()) {
        throw new IllegalArgumentException(
            "Give a dataSource(...) with mapper(...), or a sqlSessionFactory(...) that has its mappers, not both.");
      }
      var all = new ArrayList<>(configuration.getInterceptors());
      all.addAll(plugins);
      return open(environment.getDataSource(), all, configuration);
    }

    private DataLayer open(DataSource source, List<Interceptor> all, Configuration configuration) {
      var setup = new MyBatisStore.Setup(
          Optional.ofNullable(dialect),
          all,
          Optional.of(configuration),
          options.showsValues(),
          Map.of());
      migrations.ifPresent(steps -> steps.apply(source));
      MyBatisStore store = MyBatisStore.open(ModelInternals.schema(model), source, setup);
      check(store);
      return Engine.open(model, around.apply(store), options);
    }

    private void check(MyBatisStore store) {
      if (schemaCheck == SchemaCheck.NONE) {
        return;
      }
      List<SchemaDifference> breaking =
          store.differences().stream().filter(SchemaDifference::isBreaking).toList();
      if (schemaCheck == SchemaCheck.FAIL && !breaking.isEmpty()) {
        throw new IllegalStateException(breaking.stream()
            .map(SchemaDifference::toString)
            .collect(Collectors.joining(
                "\n  ",
                "The tables differ from the model, and the data layer cannot keep its contract:\n  ",
                "\nChange the tables, change the model, or open with SchemaCheck.WARN.")));
      }
      breaking.forEach(difference -> LOG.warn("The tables differ from the model: {}", difference));
    }
  }
}
