package org.bilayer.inmemory.contracts;

import org.bilayer.contracts.query.HandWrittenQueryContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MemoryHandWrittenQueryTest extends HandWrittenQueryContract {

  @Override
  protected Backend backend() {
    return Backends.memory();
  }
}
