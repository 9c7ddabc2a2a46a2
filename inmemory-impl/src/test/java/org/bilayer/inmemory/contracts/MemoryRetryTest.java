package org.bilayer.inmemory.contracts;

import org.bilayer.contracts.failure.RetryContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MemoryRetryTest extends RetryContract {

  @Override
  protected Backend backend() {
    return Backends.memory();
  }
}
