package org.bilayer.inmemory.contracts;

import org.bilayer.contracts.query.ProjectionContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MemoryProjectionTest extends ProjectionContract {

  @Override
  protected Backend backend() {
    return Backends.memory();
  }
}
