package org.bilayer.mybatis.contracts.mariadb;

import org.bilayer.contracts.unit.StoredVersionContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MariaDbStoredVersionTest extends StoredVersionContract {

  @Override
  protected Backend backend() {
    return Backends.mariadb();
  }
}
