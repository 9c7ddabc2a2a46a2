package org.bilayer.mybatis.contracts.mariadb;

import org.bilayer.contracts.query.PathContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MariaDbPathTest extends PathContract {

  @Override
  protected Backend backend() {
    return Backends.mariadb();
  }
}
