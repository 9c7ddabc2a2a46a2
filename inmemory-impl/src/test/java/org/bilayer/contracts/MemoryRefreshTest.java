package org.bilayer.contracts;

import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;
import org.bilayer.testkit.contract.RefreshContract;

final class MemoryRefreshTest extends RefreshContract {

  @Override
  protected Backend backend() {
    return Backends.memory();
  }
}
