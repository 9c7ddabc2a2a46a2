package org.bilayer.mybatis.contracts.postgresql;

import org.bilayer.contracts.failure.FaultContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class PostgreSqlFaultTest extends FaultContract {

  @Override
  protected Backend backend() {
    return Backends.postgresql();
  }
}
