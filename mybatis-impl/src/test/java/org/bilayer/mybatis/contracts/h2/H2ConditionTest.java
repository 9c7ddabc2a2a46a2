package org.bilayer.mybatis.contracts.h2;

import org.bilayer.contracts.query.ConditionContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class H2ConditionTest extends ConditionContract {

  @Override
  protected Backend backend() {
    return Backends.h2();
  }
}
