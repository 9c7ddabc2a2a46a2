package org.bilayer.inmemory.contracts;

import org.bilayer.contracts.query.VariationContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MemoryVariationTest extends VariationContract {

  @Override
  protected Backend backend() {
    return Backends.memory();
  }
}
