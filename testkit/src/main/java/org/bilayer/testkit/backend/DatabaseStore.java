package org.bilayer.testkit.backend;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.bilayer.store.DelegatingStore;
import org.bilayer.store.Schema;
import org.bilayer.store.Store;
import org.bilayer.store.StoreProvider;
import org.bilayer.testkit.database.TestSchema;

/** A store in a schema of its own, which goes with it. Thread-safe. */
final class DatabaseStore extends DelegatingStore implements WaitingSessions {

  private final ConnectionPool pool;
  private final TestSchema place;
  private final LockWaits waits;

  private DatabaseStore(Store store, ConnectionPool pool, TestSchema place) {
    super(store);
    this.pool = pool;
    this.place = place;
    this.waits = new LockWaits(place.dataSource());
  }

  /**
   * Creates a store.
   *
   * @param connections puts something around the connections, such as a record of what is sent
   * @param mappers interfaces of hand-written queries
   */
  static DatabaseStore create(
      StoreProvider provider,
      TestSchema place,
      UnaryOperator<DataSource> connections,
      Schema schema,
      List<Class<?>> mappers,
      long seed) {
    try {
      var pool =
          new ConnectionPool(connections.apply(place.dataSource()), ConnectionLimit.current());
      Store store =
          provider.create(schema, new StoreProvider.Settings(Optional.of(pool), seed, mappers));
      return new DatabaseStore(store, pool, place);
    } catch (Throwable e) {
      place.close();
      throw e;
    }
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
    }
  }
}
