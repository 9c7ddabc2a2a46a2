package org.bilayer.mybatis.contracts.h2;

import org.bilayer.contracts.query.StreamContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class H2StreamTest extends StreamContract {

  @Override
  protected Backend backend() {
    return Backends.h2();
  }
}
