package org.bilayer.mybatis.contracts.h2;

import org.bilayer.contracts.unit.GrowthContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class H2GrowthTest extends GrowthContract {

  @Override
  protected Backend backend() {
    return Backends.h2();
  }
}
