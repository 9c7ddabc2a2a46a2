package org.bilayer.mybatis.contracts.mariadb;

import org.bilayer.contracts.unit.UserCodeContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MariaDbUserCodeTest extends UserCodeContract {

  @Override
  protected Backend backend() {
    return Backends.mariadb();
  }
}
