package org.bilayer.mybatis.contracts.postgresql;

import org.bilayer.contracts.failure.FailureTableContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class PostgreSqlFailureTableTest extends FailureTableContract {

  @Override
  protected Backend backend() {
    return Backends.postgresql();
  }
}
