package org.bilayer.mybatis.contracts.mariadb;

import org.bilayer.contracts.unit.VersionContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MariaDbVersionTest extends VersionContract {

  @Override
  protected Backend backend() {
    return Backends.mariadb();
  }
}
