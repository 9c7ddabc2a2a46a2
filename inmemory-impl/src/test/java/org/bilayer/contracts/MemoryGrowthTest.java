package org.bilayer.contracts;

import org.bilayer.testkit.contract.Backend;
import org.bilayer.testkit.contract.Backends;
import org.bilayer.testkit.contract.GrowthContract;

final class MemoryGrowthTest extends GrowthContract {

  @Override
  protected Backend backend() {
    return Backends.memory();
  }
}
