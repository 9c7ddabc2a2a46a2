package org.bilayer.contracts.failure;

import java.util.Set;
import org.bilayer.store.Schema;
import org.bilayer.store.Store;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.fault.FaultPlan;
import org.bilayer.value.Level;

/** A backend whose operations fail by a plan. */
record FaultyBackend(Backend backend, FaultPlan faults) implements Backend {

  @Override
  public String name() {
    return backend.name();
  }

  @Override
  public Set<Level> levels() {
    return backend.levels();
  }

  @Override
  public Store create(Schema schema, long seed) {
    return faults.around(backend.create(schema, seed));
  }
}
