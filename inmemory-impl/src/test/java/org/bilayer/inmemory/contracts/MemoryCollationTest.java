package org.bilayer.inmemory.contracts;

import org.bilayer.contracts.model.CollationContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MemoryCollationTest extends CollationContract {

  @Override
  protected Backend backend() {
    return Backends.memory();
  }
}
