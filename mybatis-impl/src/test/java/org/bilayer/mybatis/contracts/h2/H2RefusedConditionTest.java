package org.bilayer.mybatis.contracts.h2;

import org.bilayer.contracts.query.RefusedConditionContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class H2RefusedConditionTest extends RefusedConditionContract {

  @Override
  protected Backend backend() {
    return Backends.h2();
  }
}
