package org.bilayer.mybatis.contracts.postgresql;

import org.bilayer.contracts.failure.RetryContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class PostgreSqlRetryTest extends RetryContract {

  @Override
  protected Backend backend() {
    return Backends.postgresql();
  }
}
