package org.bilayer.inmemory.contracts;

import org.bilayer.contracts.model.LabelSetContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MemoryLabelSetTest extends LabelSetContract {

  @Override
  protected Backend backend() {
    return Backends.memory();
  }
}
