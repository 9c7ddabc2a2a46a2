package org.bilayer.inmemory.contracts;

import org.bilayer.contracts.model.ChildrenConditionContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MemoryChildrenConditionTest extends ChildrenConditionContract {

  @Override
  protected Backend backend() {
    return Backends.memory();
  }
}
