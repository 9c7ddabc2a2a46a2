package org.bilayer.mybatis.contracts.mariadb;

import org.bilayer.contracts.unit.BulkContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MariaDbBulkTest extends BulkContract {

  @Override
  protected Backend backend() {
    return Backends.mariadb();
  }
}
