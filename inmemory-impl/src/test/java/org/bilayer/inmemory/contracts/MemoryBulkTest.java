package org.bilayer.inmemory.contracts;

import org.bilayer.contracts.unit.BulkContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MemoryBulkTest extends BulkContract {

  @Override
  protected Backend backend() {
    return Backends.memory();
  }
}
