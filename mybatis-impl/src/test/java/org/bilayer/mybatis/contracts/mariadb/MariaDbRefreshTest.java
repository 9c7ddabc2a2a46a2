package org.bilayer.mybatis.contracts.mariadb;

import org.bilayer.contracts.unit.RefreshContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MariaDbRefreshTest extends RefreshContract {

  @Override
  protected Backend backend() {
    return Backends.mariadb();
  }
}
