package org.bilayer.mybatis.contracts.h2;

import org.bilayer.contracts.unit.AttemptContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class H2AttemptTest extends AttemptContract {

  @Override
  protected Backend backend() {
    return Backends.h2();
  }
}
