package org.bilayer.testkit.backend;

import java.util.Set;
import java.util.function.UnaryOperator;
import org.bilayer.store.DelegatingSession;
import org.bilayer.store.DelegatingStore;
import org.bilayer.store.Schema;
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

  private static final class WrappedStore extends DelegatingStore {

    private final UnaryOperator<StoreSession> sessions;

    WrappedStore(Store store, UnaryOperator<StoreSession> sessions) {
      super(store);
      this.sessions = sessions;
    }

    @Override
    public StoreSession open(SessionOptions options) {
      return sessions.apply(delegate().open(options));
    }
  }
}
