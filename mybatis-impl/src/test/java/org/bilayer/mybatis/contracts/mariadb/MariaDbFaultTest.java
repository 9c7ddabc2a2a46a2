package org.bilayer.mybatis.contracts.mariadb;

import org.bilayer.contracts.failure.FaultContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MariaDbFaultTest extends FaultContract {

  @Override
  protected Backend backend() {
    return Backends.mariadb();
  }
}
