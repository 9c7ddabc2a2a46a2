package org.bilayer.fault;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bilayer.store.SchemaDifference;
import org.bilayer.store.SessionOptions;
import org.bilayer.store.Store;
import org.bilayer.store.StoreSession;
import org.bilayer.store.catalogue.CatalogueReader;
import org.bilayer.value.Level;

/** A store whose sessions fail by a plan. Thread-safe. */
final class FaultyStore implements Store {

  private final FaultPlan plan;
  private final Store store;

  FaultyStore(FaultPlan plan, Store store) {
    this.plan = plan;
    this.store = store;
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
    Optional<Fault> fault = plan.at(Operation.OPEN);
    if (fault.isPresent()) {
      throw fault.get().failure(Operation.OPEN);
    }
    return new FaultySession(plan, store.open(options), options.resolveCommit());
  }

  @Override
  public List<SchemaDifference> differences() {
    return store.differences();
  }

  @Override
  public Optional<CatalogueReader> catalogue() {
    return store.catalogue();
  }

  /** Both fail by one plan. */
  @Override
  public Optional<Store> fork(long seed) {
    return store.fork(seed).map(plan::around);
  }

  @Override
  public void close() {
    store.close();
  }
}
