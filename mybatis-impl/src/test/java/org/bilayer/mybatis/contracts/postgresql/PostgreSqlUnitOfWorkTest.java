package org.bilayer.mybatis.contracts.postgresql;

import org.bilayer.contracts.unit.UnitOfWorkContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class PostgreSqlUnitOfWorkTest extends UnitOfWorkContract {

  @Override
  protected Backend backend() {
    return Backends.postgresql();
  }
}
