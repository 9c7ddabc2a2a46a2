package org.bilayer.mybatis.contracts.h2;

import org.bilayer.contracts.model.ChildrenConditionContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class H2ChildrenConditionTest extends ChildrenConditionContract {

  @Override
  protected Backend backend() {
    return Backends.h2();
  }
}
