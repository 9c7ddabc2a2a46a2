package org.bilayer.contracts;

import org.bilayer.testkit.contract.Backend;
import org.bilayer.testkit.contract.Backends;
import org.bilayer.testkit.contract.LimitContract;

final class MemoryLimitTest extends LimitContract {

  @Override
  protected Backend backend() {
    return Backends.memory();
  }
}
