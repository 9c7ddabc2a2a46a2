package org.bilayer.contracts;

import org.bilayer.testkit.contract.Backend;
import org.bilayer.testkit.contract.Backends;
import org.bilayer.testkit.contract.BulkContract;

final class MemoryBulkTest extends BulkContract {

  @Override
  protected Backend backend() {
    return Backends.memory();
  }
}
