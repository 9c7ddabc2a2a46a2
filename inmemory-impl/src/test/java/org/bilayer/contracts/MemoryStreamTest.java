package org.bilayer.contracts;

import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;
import org.bilayer.testkit.contract.StreamContract;

final class MemoryStreamTest extends StreamContract {

  @Override
  protected Backend backend() {
    return Backends.memory();
  }
}
