package org.bilayer.inmemory.contracts;

import org.bilayer.contracts.model.NameContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MemoryNameTest extends NameContract {

  @Override
  protected Backend backend() {
    return Backends.memory();
  }
}
