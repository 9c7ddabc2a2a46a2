package org.bilayer.mybatis.contracts.mariadb;

import org.bilayer.contracts.unit.AttemptContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MariaDbAttemptTest extends AttemptContract {

  @Override
  protected Backend backend() {
    return Backends.mariadb();
  }
}
