package org.bilayer.inmemory.contracts;

import org.bilayer.contracts.unit.OutdatedObjectContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MemoryOutdatedObjectTest extends OutdatedObjectContract {

  @Override
  protected Backend backend() {
    return Backends.memory();
  }
}
