package org.bilayer.contracts;

import org.bilayer.testkit.contract.Backend;
import org.bilayer.testkit.contract.Backends;
import org.bilayer.testkit.contract.FailureTableContract;

final class MemoryFailureTableTest extends FailureTableContract {

  @Override
  protected Backend backend() {
    return Backends.memory();
  }
}
