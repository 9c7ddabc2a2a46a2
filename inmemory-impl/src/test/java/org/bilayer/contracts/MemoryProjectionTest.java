package org.bilayer.contracts;

import org.bilayer.testkit.contract.Backend;
import org.bilayer.testkit.contract.Backends;
import org.bilayer.testkit.contract.ProjectionContract;

final class MemoryProjectionTest extends ProjectionContract {

  @Override
  protected Backend backend() {
    return Backends.memory();
  }
}
