package org.bilayer.inmemory.contracts;

import org.bilayer.contracts.unit.StoredVersionContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MemoryStoredVersionTest extends StoredVersionContract {

  @Override
  protected Backend backend() {
    return Backends.memory();
  }
}
