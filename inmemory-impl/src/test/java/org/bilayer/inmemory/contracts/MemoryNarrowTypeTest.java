package org.bilayer.inmemory.contracts;

import org.bilayer.contracts.model.NarrowTypeContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MemoryNarrowTypeTest extends NarrowTypeContract {

  @Override
  protected Backend backend() {
    return Backends.memory();
  }
}
