package org.bilayer.contracts;

import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;
import org.bilayer.testkit.contract.RetryContract;

final class MemoryRetryTest extends RetryContract {

  @Override
  protected Backend backend() {
    return Backends.memory();
  }
}
