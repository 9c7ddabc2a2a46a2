package org.bilayer.inmemory.contracts;

import org.bilayer.contracts.unit.UnitOfWorkContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MemoryUnitOfWorkTest extends UnitOfWorkContract {

  @Override
  protected Backend backend() {
    return Backends.memory();
  }
}
