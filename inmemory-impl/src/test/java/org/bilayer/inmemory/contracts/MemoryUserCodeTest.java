package org.bilayer.inmemory.contracts;

import org.bilayer.contracts.unit.UserCodeContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MemoryUserCodeTest extends UserCodeContract {

  @Override
  protected Backend backend() {
    return Backends.memory();
  }
}
