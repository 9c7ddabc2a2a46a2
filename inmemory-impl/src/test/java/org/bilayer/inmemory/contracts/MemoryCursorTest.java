package org.bilayer.inmemory.contracts;

import org.bilayer.contracts.query.CursorContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MemoryCursorTest extends CursorContract {

  @Override
  protected Backend backend() {
    return Backends.memory();
  }
}
