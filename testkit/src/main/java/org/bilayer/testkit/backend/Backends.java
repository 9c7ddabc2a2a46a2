package org.bilayer.testkit.backend;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.bilayer.migration.Migrations;
import org.bilayer.store.Schema;
import org.bilayer.store.Store;
import org.bilayer.store.StoreProvider;
import org.bilayer.testkit.database.Databases;
import org.bilayer.testkit.database.TestDatabase;
import org.bilayer.value.Level;

/**
 * The backends of this library, found on the class path; the databases are those of {@link Databases}. Asking for one
 * does nothing; creating a store does.
 */
public final class Backends {

  private Backends() {}

  /** Memory: the artifact {@code bilayer-inmemory}. */
  public static Backend memory() {
    return new InMemory(Set.of(Level.values()));
  }

  /** MyBatis on H2, which has no serializable level. */
  public static Backend h2() {
    return new InDatabase(
        Databases::h2,
        Set.of(Level.READ_COMMITTED, Level.SNAPSHOT),
        UnaryOperator.identity(),
        List.of(),
        Optional.empty());
  }

  /** MyBatis on PostgreSQL. */
  public static Backend postgresql() {
    return new InDatabase(
        Databases::postgresql,
        Set.of(Level.values()),
        UnaryOperator.identity(),
        List.of(),
        Optional.empty());
  }

  /** MyBatis on MariaDB. */
  public static Backend mariadb() {
    return new InDatabase(
        Databases::mariadb,
        Set.of(Level.values()),
        UnaryOperator.identity(),
        List.of(),
        Optional.empty());
  }

  /**
   * MyBatis on a database.
   *
   * @param connections puts something around the connections of every store, such as a record of what is sent
   */
  public static Backend of(TestDatabase database, UnaryOperator<DataSource> connections) {
    return of(database, connections, List.of());
  }

  /**
   * As {@link #of(TestDatabase, UnaryOperator)}, with hand-written queries.
   *
   * @param mappers interfaces that MyBatis answers, by annotations or by an XML file of their name
   */
  public static Backend of(
      TestDatabase database, UnaryOperator<DataSource> connections, List<Class<?>> mappers) {
    return of(database, connections, mappers, Optional.empty());
  }

  /**
   * As {@link #of(TestDatabase, UnaryOperator, List)}, on tables that migrations make.
   *
   * @param migrations applied to each new store; if empty, the backend creates the tables from the schema. Their files name no
   *     schema, since each store has another.
   */
  public static Backend of(
      TestDatabase database,
      UnaryOperator<DataSource> connections,
      List<Class<?>> mappers,
      Optional<Migrations> migrations) {
    Set<Level> levels = database.name().equals("h2")
        ? Set.of(Level.READ_COMMITTED, Level.SNAPSHOT)
        : Set.of(Level.values());
    return new InDatabase(() -> database, levels, connections, List.copyOf(mappers), migrations);
  }

  private static StoreProvider provider(String name, String artifact) {
    for (StoreProvider provider : ServiceLoader.load(StoreProvider.class)) {
      if (provider.name().equals(name)) {
        return provider;
      }
    }
    throw new IllegalStateException("No backend is named " + name
        + " on the class path. Add the artifact org.bilayer:" + artifact + " in test scope.");
  }

  private record InMemory(Set<Level> levels) implements Backend {

    @Override
    public String name() {
      return "memory";
    }

    @Override
    public Store create(Schema schema, long seed) {
      return provider("memory", "bilayer-inmemory")
          .create(schema, new StoreProvider.Settings(Optional.empty(), seed));
    }
  }

  private record InDatabase(
      Supplier<TestDatabase> database,
      Set<Level> levels,
      UnaryOperator<DataSource> connections,
      List<Class<?>> mappers,
      Optional<Migrations> migrations)
      implements Backend {

    @Override
    public String name() {
      return database.get().name();
    }

    @Override
    public Store create(Schema schema, long seed) {
      StoreProvider provider = provider("mybatis", "bilayer-mybatis");
      return DatabaseStore.create(
          provider, database.get(), connections, schema, mappers, seed, migrations);
    }
  }
}
