package org.bilayer.inmemory.contracts;

import org.bilayer.contracts.query.ConditionContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MemoryConditionTest extends ConditionContract {

  @Override
  protected Backend backend() {
    return Backends.memory();
  }
}
