package org.bilayer.inmemory.contracts;

import org.bilayer.contracts.unit.RefreshContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MemoryRefreshTest extends RefreshContract {

  @Override
  protected Backend backend() {
    return Backends.memory();
  }
}
