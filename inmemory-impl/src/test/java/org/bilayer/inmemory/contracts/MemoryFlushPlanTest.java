package org.bilayer.inmemory.contracts;

import org.bilayer.contracts.unit.FlushPlanContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MemoryFlushPlanTest extends FlushPlanContract {

  @Override
  protected Backend backend() {
    return Backends.memory();
  }
}
