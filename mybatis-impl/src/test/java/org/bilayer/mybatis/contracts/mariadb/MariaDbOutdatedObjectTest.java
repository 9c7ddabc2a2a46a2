package org.bilayer.mybatis.contracts.mariadb;

import org.bilayer.contracts.unit.OutdatedObjectContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MariaDbOutdatedObjectTest extends OutdatedObjectContract {

  @Override
  protected Backend backend() {
    return Backends.mariadb();
  }
}
