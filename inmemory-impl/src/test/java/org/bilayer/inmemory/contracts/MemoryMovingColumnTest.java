package org.bilayer.inmemory.contracts;

import org.bilayer.contracts.model.MovingColumnContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MemoryMovingColumnTest extends MovingColumnContract {

  @Override
  protected Backend backend() {
    return Backends.memory();
  }
}
