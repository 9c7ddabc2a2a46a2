package org.bilayer.inmemory.contracts;

import org.bilayer.contracts.model.ValueContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MemoryValueTest extends ValueContract {

  @Override
  protected Backend backend() {
    return Backends.memory();
  }
}
