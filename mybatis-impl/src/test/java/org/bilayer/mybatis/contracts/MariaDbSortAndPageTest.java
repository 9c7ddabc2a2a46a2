package org.bilayer.mybatis.contracts;

import org.bilayer.contracts.query.SortAndPageContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MariaDbSortAndPageTest extends SortAndPageContract {

  @Override
  protected Backend backend() {
    return Backends.mariadb();
  }
}
