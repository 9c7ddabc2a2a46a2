package org.bilayer.inmemory.contracts;

import org.bilayer.contracts.model.LimitContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MemoryLimitTest extends LimitContract {

  @Override
  protected Backend backend() {
    return Backends.memory();
  }
}
