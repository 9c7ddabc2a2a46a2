package org.bilayer.mybatis.contracts.mariadb;

import org.bilayer.contracts.query.SortContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MariaDbSortTest extends SortContract {

  @Override
  protected Backend backend() {
    return Backends.mariadb();
  }
}
