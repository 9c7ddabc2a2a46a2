package org.bilayer.mybatis.contracts.mariadb;

import org.bilayer.contracts.unit.GrowthContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MariaDbGrowthTest extends GrowthContract {

  @Override
  protected Backend backend() {
    return Backends.mariadb();
  }
}
