package org.bilayer.mybatis.contracts.mariadb;

import org.bilayer.contracts.query.PageContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MariaDbPageTest extends PageContract {

  @Override
  protected Backend backend() {
    return Backends.mariadb();
  }
}
