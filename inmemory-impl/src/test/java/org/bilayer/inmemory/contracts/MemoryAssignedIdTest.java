package org.bilayer.inmemory.contracts;

import org.bilayer.contracts.model.AssignedIdContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MemoryAssignedIdTest extends AssignedIdContract {

  @Override
  protected Backend backend() {
    return Backends.memory();
  }
}
