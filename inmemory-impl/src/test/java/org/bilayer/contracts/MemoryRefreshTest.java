package org.bilayer.contracts;

import org.bilayer.testkit.contract.Backend;
import org.bilayer.testkit.contract.Backends;
import org.bilayer.testkit.contract.RefreshContract;

final class MemoryRefreshTest extends RefreshContract {

  @Override
  protected Backend backend() {
    return Backends.memory();
  }
}
