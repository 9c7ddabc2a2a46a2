package org.bilayer.mybatis.contracts.h2;

import org.bilayer.contracts.unit.SetBasedChangeContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class H2SetBasedChangeTest extends SetBasedChangeContract {

  @Override
  protected Backend backend() {
    return Backends.h2();
  }
}
