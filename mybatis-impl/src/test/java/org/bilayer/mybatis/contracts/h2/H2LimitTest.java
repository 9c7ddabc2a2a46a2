package org.bilayer.mybatis.contracts.h2;

import org.bilayer.contracts.model.LimitContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class H2LimitTest extends LimitContract {

  @Override
  protected Backend backend() {
    return Backends.h2();
  }
}
