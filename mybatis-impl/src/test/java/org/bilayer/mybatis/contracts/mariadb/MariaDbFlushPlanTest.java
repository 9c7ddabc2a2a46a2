package org.bilayer.mybatis.contracts.mariadb;

import org.bilayer.contracts.unit.FlushPlanContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MariaDbFlushPlanTest extends FlushPlanContract {

  @Override
  protected Backend backend() {
    return Backends.mariadb();
  }
}
