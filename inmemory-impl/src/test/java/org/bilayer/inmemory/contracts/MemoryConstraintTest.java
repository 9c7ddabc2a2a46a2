package org.bilayer.inmemory.contracts;

import org.bilayer.contracts.model.ConstraintContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MemoryConstraintTest extends ConstraintContract {

  @Override
  protected Backend backend() {
    return Backends.memory();
  }
}
