package org.bilayer.mybatis.contracts.h2;

import org.bilayer.contracts.model.ChildrenConstraintContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class H2ChildrenConstraintTest extends ChildrenConstraintContract {

  @Override
  protected Backend backend() {
    return Backends.h2();
  }
}
