package org.bilayer.testkit.backend;

import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.bilayer.store.Schema;
import org.bilayer.store.SchemaDifference;
import org.bilayer.store.SessionOptions;
import org.bilayer.store.Store;
import org.bilayer.store.StoreSession;
import org.bilayer.value.Level;

/**
 * A backend with something around each of its sessions: a fault that no test can bring about in a healthy database, or a
 * deliberate mistake that a contract has to find.
 *
 * @param sessions puts something around a session; see {@link DelegatingSession}
 */
public record WrappedBackend(Backend backend, String name, UnaryOperator<StoreSession> sessions)
    implements Backend {

  @Override
  public Set<Level> levels() {
    return backend.levels();
  }

  @Override
  public Store create(Schema schema, long seed) {
    return new WrappedStore(backend.create(schema, seed), sessions);
  }

  private record WrappedStore(Store store, UnaryOperator<StoreSession> sessions) implements Store {

    @Override
    public String name() {
      return store.name();
    }

    @Override
    public Set<Level> levels() {
      return store.levels();
    }

    @Override
    public StoreSession open(SessionOptions options) {
      return sessions.apply(store.open(options));
    }

    @Override
    public List<SchemaDifference> differences() {
      return store.differences();
    }

    @Override
    public void close() {
      store.close();
    }
  }
}
