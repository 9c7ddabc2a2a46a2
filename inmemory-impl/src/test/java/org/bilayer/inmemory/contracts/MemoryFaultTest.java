package org.bilayer.inmemory.contracts;

import org.bilayer.contracts.failure.FaultContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MemoryFaultTest extends FaultContract {

  @Override
  protected Backend backend() {
    return Backends.memory();
  }
}
