package org.bilayer.mybatis.contracts.h2;

import org.bilayer.contracts.failure.FaultContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class H2FaultTest extends FaultContract {

  @Override
  protected Backend backend() {
    return Backends.h2();
  }
}
