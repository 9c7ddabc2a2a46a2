package org.bilayer.mybatis.contracts.mariadb;

import org.bilayer.contracts.unit.IdentityMapContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MariaDbIdentityMapTest extends IdentityMapContract {

  @Override
  protected Backend backend() {
    return Backends.mariadb();
  }
}
