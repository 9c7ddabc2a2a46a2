package org.bilayer.mybatis.contracts.mariadb;

import org.bilayer.contracts.unit.DisconnectedCopyContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MariaDbDisconnectedCopyTest extends DisconnectedCopyContract {

  @Override
  protected Backend backend() {
    return Backends.mariadb();
  }
}
