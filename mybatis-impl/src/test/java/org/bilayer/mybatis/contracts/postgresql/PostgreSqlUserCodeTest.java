package org.bilayer.mybatis.contracts.postgresql;

import org.bilayer.contracts.unit.UserCodeContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class PostgreSqlUserCodeTest extends UserCodeContract {

  @Override
  protected Backend backend() {
    return Backends.postgresql();
  }
}
