package org.bilayer.mybatis.contracts.h2;

import org.bilayer.contracts.model.ConstraintContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class H2ConstraintTest extends ConstraintContract {

  @Override
  protected Backend backend() {
    return Backends.h2();
  }
}
