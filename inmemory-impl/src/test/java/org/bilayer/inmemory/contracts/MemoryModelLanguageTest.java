package org.bilayer.inmemory.contracts;

import org.bilayer.contracts.model.ModelLanguageContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MemoryModelLanguageTest extends ModelLanguageContract {

  @Override
  protected Backend backend() {
    return Backends.memory();
  }
}
