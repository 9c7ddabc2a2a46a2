package org.bilayer.testkit.fault;

import java.util.Optional;
import org.bilayer.store.DelegatingStore;
import org.bilayer.store.SessionOptions;
import org.bilayer.store.Store;
import org.bilayer.store.StoreSession;

/** A store whose sessions fail by a plan. Thread-safe. */
final class FaultyStore extends DelegatingStore {

  private final FaultPlan plan;

  FaultyStore(FaultPlan plan, Store store) {
    super(store);
    this.plan = plan;
  }

  @Override
  public StoreSession open(SessionOptions options) {
    Optional<Fault> fault = plan.at(Operation.OPEN);
    if (fault.isPresent()) {
      throw fault.get().failure(Operation.OPEN);
    }
    return new FaultySession(plan, delegate().open(options), options.resolveCommit());
  }

  /** Both fail by one plan. */
  @Override
  public Optional<Store> fork(long seed) {
    return delegate().fork(seed).map(plan::around);
  }
}
