package org.bilayer.contracts;

import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;
import org.bilayer.testkit.contract.VersionContract;

final class MemoryVersionTest extends VersionContract {

  @Override
  protected Backend backend() {
    return Backends.memory();
  }
}
