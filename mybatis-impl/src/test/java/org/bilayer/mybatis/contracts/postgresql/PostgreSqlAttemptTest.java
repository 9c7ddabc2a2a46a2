package org.bilayer.mybatis.contracts.postgresql;

import org.bilayer.contracts.unit.AttemptContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class PostgreSqlAttemptTest extends AttemptContract {

  @Override
  protected Backend backend() {
    return Backends.postgresql();
  }
}
