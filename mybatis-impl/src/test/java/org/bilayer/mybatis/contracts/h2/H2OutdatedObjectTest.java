package org.bilayer.mybatis.contracts.h2;

import org.bilayer.contracts.unit.OutdatedObjectContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class H2OutdatedObjectTest extends OutdatedObjectContract {

  @Override
  protected Backend backend() {
    return Backends.h2();
  }
}
