package org.bilayer.inmemory.contracts;

import org.bilayer.contracts.query.RefusedConditionContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MemoryRefusedConditionTest extends RefusedConditionContract {

  @Override
  protected Backend backend() {
    return Backends.memory();
  }
}
