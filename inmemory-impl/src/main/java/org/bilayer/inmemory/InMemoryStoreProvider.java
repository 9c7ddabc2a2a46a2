package org.bilayer.inmemory;

import org.bilayer.inmemory.internal.session.InMemoryStore;
import org.bilayer.store.Schema;
import org.bilayer.store.Store;
import org.bilayer.store.StoreProvider;

/** How the testkit finds this backend. Stateless and thread-safe. */
public final class InMemoryStoreProvider implements StoreProvider {

  /** Called by {@link java.util.ServiceLoader}. */
  public InMemoryStoreProvider() {}

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public boolean needsDatabase() {
    return false;
  }

  @Override
  public Store create(Schema schema, Settings settings) {
    return InMemoryStore.create(schema, settings.seed());
  }
}
