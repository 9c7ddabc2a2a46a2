package org.bilayer.testkit.backend;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.bilayer.migration.Migrations;
import org.bilayer.store.DelegatingStore;
import org.bilayer.store.Schema;
import org.bilayer.store.Store;
import org.bilayer.store.StoreProvider;
import org.bilayer.testkit.database.TestDatabase;
import org.bilayer.testkit.database.TestSchema;

/** A store in a schema of its own, which goes with it. Thread-safe. */
final class DatabaseStore extends DelegatingStore implements WaitingSessions {

  private final ConnectionPool pool;
  private final TestSchema place;
  private final List<TestSchema> others;
  private final LockWaits waits;

  private DatabaseStore(
      Store store, ConnectionPool pool, TestSchema place, List<TestSchema> others) {
    super(store);
    this.pool = pool;
    this.place = place;
    this.others = others;
    this.waits = new LockWaits(place.dataSource());
  }

  /**
   * Creates a store. For each schema that the tables name, a schema of the test takes its place: schemas of that name may be
   * there, and belong to others.
   *
   * @param connections puts something around the connections, such as a record of what is sent
   * @param mappers interfaces of hand-written queries
   * @param migrations that make the tables; if empty, the provider does
   */
  static DatabaseStore create(
      StoreProvider provider,
      TestDatabase database,
      UnaryOperator<DataSource> connections,
      Schema schema,
      List<Class<?>> mappers,
      long seed,
      Optional<Migrations> migrations) {
    if (migrations.isPresent() && !named(schema).isEmpty()) {
      throw new IllegalArgumentException(
          "A model that names schemas cannot be verified on migrated tables [schemas="
              + named(schema)
              + "]: each test has schemas of other names, and the files of migrations do not. Leave out"
              + " onTablesOf, and compare a database that has these schemas.");
    }
    var places = new ArrayList<TestSchema>();
    try {
      TestSchema place = database.newSchema("contract");
      places.add(place);
      var schemas = new HashMap<String, String>();
      for (String named : named(schema)) {
        if (database.name().equals("h2")) {
          createSchema(place, named); // every test has a database of its own
        } else {
          TestSchema other = database.newSchema("contract");
          places.add(other);
          schemas.put(named, other.name());
        }
      }
      var pool =
          new ConnectionPool(connections.apply(place.dataSource()), ConnectionLimit.current());
      var settings = new StoreProvider.Settings(Optional.of(pool), seed, mappers, schemas);
      migrations.ifPresent(steps -> steps.apply(place.dataSource()));
      Store store = migrations.isPresent()
          ? provider.open(schema, settings)
          : provider.create(schema, settings);
      return new DatabaseStore(store, pool, place, places.subList(1, places.size()));
    } catch (SQLException e) {
      places.forEach(TestSchema::close);
      throw new IllegalStateException("The schemas of the model cannot be created.", e);
    } catch (Throwable e) {
      places.forEach(TestSchema::close);
      throw e;
    }
  }

  private static void createSchema(TestSchema place, String name) throws SQLException {
    try (Connection connection = place.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA \"" + name.replace("\"", "\"\"") + "\"");
    }
  }

  private static Set<String> named(Schema schema) {
    var named = new LinkedHashSet<String>();
    schema.tables().forEach(table -> table.inDatabase().schema().ifPresent(named::add));
    schema.sequences().forEach(each -> each.inDatabase().schema().ifPresent(named::add));
    return named;
  }

  /** How many connections of this store are in use. */
  int connectionsInUse() {
    return pool.inUse();
  }

  /** As {@link ConnectionPool#takeInUseMax}. */
  int takeConnectionsInUseMax() {
    return pool.takeInUseMax();
  }

  @Override
  public int waitingSessions() {
    return waits.count();
  }

  @Override
  public void close() {
    try (place;
        pool;
        waits) {
      super.close();
    } catch (SQLException e) {
      throw new IllegalStateException("The connections of " + place + " cannot be closed.", e);
    } finally {
      others.forEach(TestSchema::close);
    }
  }
}
