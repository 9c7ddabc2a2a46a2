package org.bilayer.inmemory.contracts;

import org.bilayer.contracts.failure.FailureTableContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MemoryFailureTableTest extends FailureTableContract {

  @Override
  protected Backend backend() {
    return Backends.memory();
  }
}
