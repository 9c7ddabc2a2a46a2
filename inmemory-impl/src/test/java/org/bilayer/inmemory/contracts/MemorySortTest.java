package org.bilayer.inmemory.contracts;

import org.bilayer.contracts.query.SortContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MemorySortTest extends SortContract {

  @Override
  protected Backend backend() {
    return Backends.memory();
  }
}
