package org.bilayer.inmemory.contracts;

import org.bilayer.contracts.unit.DisconnectedCopyContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MemoryDisconnectedCopyTest extends DisconnectedCopyContract {

  @Override
  protected Backend backend() {
    return Backends.memory();
  }
}
