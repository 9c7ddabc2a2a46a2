package org.bilayer.mybatis.contracts.h2;

import org.bilayer.contracts.unit.UnitOfWorkContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class H2UnitOfWorkTest extends UnitOfWorkContract {

  @Override
  protected Backend backend() {
    return Backends.h2();
  }
}
