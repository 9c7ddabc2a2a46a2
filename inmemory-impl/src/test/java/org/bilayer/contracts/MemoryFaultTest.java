package org.bilayer.contracts;

import org.bilayer.testkit.contract.Backend;
import org.bilayer.testkit.contract.Backends;
import org.bilayer.testkit.contract.FaultContract;

final class MemoryFaultTest extends FaultContract {

  @Override
  protected Backend backend() {
    return Backends.memory();
  }
}
