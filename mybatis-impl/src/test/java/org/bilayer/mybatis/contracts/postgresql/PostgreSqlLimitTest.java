package org.bilayer.mybatis.contracts.postgresql;

import org.bilayer.contracts.model.LimitContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class PostgreSqlLimitTest extends LimitContract {

  @Override
  protected Backend backend() {
    return Backends.postgresql();
  }
}
