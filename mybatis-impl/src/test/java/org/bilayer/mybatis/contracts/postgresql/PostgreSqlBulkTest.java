package org.bilayer.mybatis.contracts.postgresql;

import org.bilayer.contracts.unit.BulkContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class PostgreSqlBulkTest extends BulkContract {

  @Override
  protected Backend backend() {
    return Backends.postgresql();
  }
}
