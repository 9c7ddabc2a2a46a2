package org.bilayer.inmemory.contracts;

import org.bilayer.contracts.unit.IsolationContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MemoryIsolationTest extends IsolationContract {

  @Override
  protected Backend backend() {
    return Backends.memory();
  }
}
