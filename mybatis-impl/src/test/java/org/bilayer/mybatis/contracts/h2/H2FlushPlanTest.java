package org.bilayer.mybatis.contracts.h2;

import org.bilayer.contracts.unit.FlushPlanContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class H2FlushPlanTest extends FlushPlanContract {

  @Override
  protected Backend backend() {
    return Backends.h2();
  }
}
