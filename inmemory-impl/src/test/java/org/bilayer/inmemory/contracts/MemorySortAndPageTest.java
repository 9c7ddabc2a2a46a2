package org.bilayer.inmemory.contracts;

import org.bilayer.contracts.query.SortAndPageContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MemorySortAndPageTest extends SortAndPageContract {

  @Override
  protected Backend backend() {
    return Backends.memory();
  }
}
