package org.bilayer.inmemory.contracts;

import org.bilayer.contracts.model.ZeroDateContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MemoryZeroDateTest extends ZeroDateContract {

  @Override
  protected Backend backend() {
    return Backends.memory();
  }
}
