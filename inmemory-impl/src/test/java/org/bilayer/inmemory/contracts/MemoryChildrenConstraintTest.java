package org.bilayer.inmemory.contracts;

import org.bilayer.contracts.model.ChildrenConstraintContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MemoryChildrenConstraintTest extends ChildrenConstraintContract {

  @Override
  protected Backend backend() {
    return Backends.memory();
  }
}
