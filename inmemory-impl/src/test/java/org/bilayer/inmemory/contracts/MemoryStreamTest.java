package org.bilayer.inmemory.contracts;

import org.bilayer.contracts.query.StreamContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MemoryStreamTest extends StreamContract {

  @Override
  protected Backend backend() {
    return Backends.memory();
  }
}
