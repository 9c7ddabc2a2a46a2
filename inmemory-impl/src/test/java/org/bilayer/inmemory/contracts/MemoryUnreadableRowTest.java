package org.bilayer.inmemory.contracts;

import org.bilayer.contracts.query.UnreadableRowContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MemoryUnreadableRowTest extends UnreadableRowContract {

  @Override
  protected Backend backend() {
    return Backends.memory();
  }
}
