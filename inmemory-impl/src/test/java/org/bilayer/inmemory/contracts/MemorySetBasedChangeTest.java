package org.bilayer.inmemory.contracts;

import org.bilayer.contracts.unit.SetBasedChangeContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MemorySetBasedChangeTest extends SetBasedChangeContract {

  @Override
  protected Backend backend() {
    return Backends.memory();
  }
}
