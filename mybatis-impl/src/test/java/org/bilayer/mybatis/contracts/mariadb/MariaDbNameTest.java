package org.bilayer.mybatis.contracts.mariadb;

import org.bilayer.contracts.model.NameContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MariaDbNameTest extends NameContract {

  @Override
  protected Backend backend() {
    return Backends.mariadb();
  }
}
