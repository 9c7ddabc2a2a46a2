package org.bilayer.mybatis.contracts.types;

import org.bilayer.contracts.model.MovingColumnContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class H2MovingColumnTest extends MovingColumnContract {

  @Override
  protected Backend backend() {
    return Backends.h2();
  }
}
