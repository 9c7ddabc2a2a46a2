package org.bilayer.inmemory.contracts;

import org.bilayer.contracts.unit.AttemptContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MemoryAttemptTest extends AttemptContract {

  @Override
  protected Backend backend() {
    return Backends.memory();
  }
}
