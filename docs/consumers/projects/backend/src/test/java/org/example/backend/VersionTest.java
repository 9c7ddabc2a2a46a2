package org.example.backend;

import org.bilayer.contracts.unit.VersionContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

class VersionTest extends VersionContract {

  @Override
  protected Backend backend() {
    return Backends.memory();
  }
}
