package org.bilayer.inmemory.contracts;

import org.bilayer.contracts.unit.IdentityMapContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MemoryIdentityMapTest extends IdentityMapContract {

  @Override
  protected Backend backend() {
    return Backends.memory();
  }
}
