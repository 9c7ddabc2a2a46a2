package org.bilayer.mybatis.contracts.postgresql;

import org.bilayer.contracts.unit.IsolationContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class PostgreSqlIsolationTest extends IsolationContract {

  @Override
  protected Backend backend() {
    return Backends.postgresql();
  }
}
