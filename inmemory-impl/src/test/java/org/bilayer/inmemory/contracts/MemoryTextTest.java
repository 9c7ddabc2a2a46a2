package org.bilayer.inmemory.contracts;

import org.bilayer.contracts.model.TextContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MemoryTextTest extends TextContract {

  @Override
  protected Backend backend() {
    return Backends.memory();
  }
}
