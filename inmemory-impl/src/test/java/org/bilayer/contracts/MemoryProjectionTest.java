package org.bilayer.contracts;

import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;
import org.bilayer.testkit.contract.ProjectionContract;

final class MemoryProjectionTest extends ProjectionContract {

  @Override
  protected Backend backend() {
    return Backends.memory();
  }
}
