package org.bilayer.mybatis.contracts.h2;

import org.bilayer.contracts.unit.DisconnectedCopyContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class H2DisconnectedCopyTest extends DisconnectedCopyContract {

  @Override
  protected Backend backend() {
    return Backends.h2();
  }
}
