package org.bilayer.contracts;

import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;
import org.bilayer.testkit.contract.ConditionContract;

final class H2ConditionTest extends ConditionContract {

  @Override
  protected Backend backend() {
    return Backends.h2();
  }
}
