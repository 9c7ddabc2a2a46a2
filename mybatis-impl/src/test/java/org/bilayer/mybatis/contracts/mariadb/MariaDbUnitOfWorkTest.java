package org.bilayer.mybatis.contracts.mariadb;

import org.bilayer.contracts.unit.UnitOfWorkContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MariaDbUnitOfWorkTest extends UnitOfWorkContract {

  @Override
  protected Backend backend() {
    return Backends.mariadb();
  }
}
