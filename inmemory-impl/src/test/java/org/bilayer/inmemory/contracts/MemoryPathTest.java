package org.bilayer.inmemory.contracts;

import org.bilayer.contracts.query.PathContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MemoryPathTest extends PathContract {

  @Override
  protected Backend backend() {
    return Backends.memory();
  }
}
