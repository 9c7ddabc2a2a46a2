package org.bilayer.inmemory.contracts;

import org.bilayer.contracts.model.LabelContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MemoryLabelTest extends LabelContract {

  @Override
  protected Backend backend() {
    return Backends.memory();
  }
}
