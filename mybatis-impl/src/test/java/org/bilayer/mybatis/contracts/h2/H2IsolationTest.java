package org.bilayer.mybatis.contracts.h2;

import org.bilayer.contracts.unit.IsolationContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class H2IsolationTest extends IsolationContract {

  @Override
  protected Backend backend() {
    return Backends.h2();
  }
}
