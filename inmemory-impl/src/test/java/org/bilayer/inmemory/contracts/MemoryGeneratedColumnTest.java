package org.bilayer.inmemory.contracts;

import org.bilayer.contracts.model.GeneratedColumnContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MemoryGeneratedColumnTest extends GeneratedColumnContract {

  @Override
  protected Backend backend() {
    return Backends.memory();
  }
}
