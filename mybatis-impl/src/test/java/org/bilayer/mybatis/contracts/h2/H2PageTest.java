package org.bilayer.mybatis.contracts.h2;

import org.bilayer.contracts.query.PageContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class H2PageTest extends PageContract {

  @Override
  protected Backend backend() {
    return Backends.h2();
  }
}
