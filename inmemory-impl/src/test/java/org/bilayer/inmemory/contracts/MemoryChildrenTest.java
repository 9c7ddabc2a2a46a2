package org.bilayer.inmemory.contracts;

import org.bilayer.contracts.model.ChildrenContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MemoryChildrenTest extends ChildrenContract {

  @Override
  protected Backend backend() {
    return Backends.memory();
  }
}
