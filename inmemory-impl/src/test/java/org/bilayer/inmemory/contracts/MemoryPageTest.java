package org.bilayer.inmemory.contracts;

import org.bilayer.contracts.query.PageContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MemoryPageTest extends PageContract {

  @Override
  protected Backend backend() {
    return Backends.memory();
  }
}
