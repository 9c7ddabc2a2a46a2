package org.bilayer.mybatis.contracts.mariadb;

import org.bilayer.contracts.unit.IsolationContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MariaDbIsolationTest extends IsolationContract {

  @Override
  protected Backend backend() {
    return Backends.mariadb();
  }
}
