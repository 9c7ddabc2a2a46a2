package org.bilayer.store;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bilayer.store.catalogue.CatalogueReader;
import org.bilayer.value.Level;

/**
 * A store that passes every call to another store; a subclass overrides the calls that it changes. Thread-safe if the other
 * store and the subclass are.
 *
 * <p>{@link #close} closes the other store. {@link #fork} is not passed on: a fork of the other store would lack the changes of
 * the subclass.
 */
public abstract class DelegatingStore implements Store {

  private final Store store;

  /** Passes calls to this store. */
  protected DelegatingStore(Store store) {
    this.store = store;
  }

  /** The store that receives the calls. */
  protected final Store delegate() {
    return store;
  }

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
    return store.open(options);
  }

  @Override
  public Optional<CatalogueReader> catalogue() {
    return store.catalogue();
  }

  @Override
  public List<SchemaDifference> differences() {
    return store.differences();
  }

  @Override
  public void continueKeys(Table table) {
    store.continueKeys(table);
  }

  @Override
  public void close() {
    store.close();
  }
}
