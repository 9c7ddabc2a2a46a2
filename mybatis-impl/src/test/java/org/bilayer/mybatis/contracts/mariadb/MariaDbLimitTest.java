package org.bilayer.mybatis.contracts.mariadb;

import org.bilayer.contracts.model.LimitContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MariaDbLimitTest extends LimitContract {

  @Override
  protected Backend backend() {
    return Backends.mariadb();
  }
}
