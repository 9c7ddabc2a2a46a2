package org.bilayer.inmemory.contracts;

import org.bilayer.contracts.unit.GrowthContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MemoryGrowthTest extends GrowthContract {

  @Override
  protected Backend backend() {
    return Backends.memory();
  }
}
