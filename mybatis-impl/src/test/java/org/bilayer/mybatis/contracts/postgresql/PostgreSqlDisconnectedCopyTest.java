package org.bilayer.mybatis.contracts.postgresql;

import org.bilayer.contracts.unit.DisconnectedCopyContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class PostgreSqlDisconnectedCopyTest extends DisconnectedCopyContract {

  @Override
  protected Backend backend() {
    return Backends.postgresql();
  }
}
