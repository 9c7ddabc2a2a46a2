package org.bilayer.inmemory.contracts;

import org.bilayer.contracts.model.LongValueContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MemoryLongValueTest extends LongValueContract {

  @Override
  protected Backend backend() {
    return Backends.memory();
  }
}
