package org.bilayer.mybatis.contracts.postgresql;

import org.bilayer.contracts.query.SortContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class PostgreSqlSortTest extends SortContract {

  @Override
  protected Backend backend() {
    return Backends.postgresql();
  }
}
