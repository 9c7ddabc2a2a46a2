package org.bilayer.inmemory.contracts;

import org.bilayer.contracts.unit.VersionContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MemoryVersionTest extends VersionContract {

  @Override
  protected Backend backend() {
    return Backends.memory();
  }
}
