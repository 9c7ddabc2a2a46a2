package org.bilayer.mybatis.contracts.h2;

import org.bilayer.contracts.query.PathContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class H2PathTest extends PathContract {

  @Override
  protected Backend backend() {
    return Backends.h2();
  }
}
