package org.bilayer.contracts;

import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;
import org.bilayer.testkit.contract.FaultContract;

final class MemoryFaultTest extends FaultContract {

  @Override
  protected Backend backend() {
    return Backends.memory();
  }
}
