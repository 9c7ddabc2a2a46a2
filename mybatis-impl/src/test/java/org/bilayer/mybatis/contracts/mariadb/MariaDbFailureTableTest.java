package org.bilayer.mybatis.contracts.mariadb;

import org.bilayer.contracts.failure.FailureTableContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MariaDbFailureTableTest extends FailureTableContract {

  @Override
  protected Backend backend() {
    return Backends.mariadb();
  }
}
