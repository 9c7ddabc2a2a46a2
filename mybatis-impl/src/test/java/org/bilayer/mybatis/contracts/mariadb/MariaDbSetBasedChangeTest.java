package org.bilayer.mybatis.contracts.mariadb;

import org.bilayer.contracts.unit.SetBasedChangeContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MariaDbSetBasedChangeTest extends SetBasedChangeContract {

  @Override
  protected Backend backend() {
    return Backends.mariadb();
  }
}
