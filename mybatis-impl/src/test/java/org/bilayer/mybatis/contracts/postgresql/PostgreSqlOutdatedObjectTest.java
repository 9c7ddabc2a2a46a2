package org.bilayer.mybatis.contracts.postgresql;

import org.bilayer.contracts.unit.OutdatedObjectContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class PostgreSqlOutdatedObjectTest extends OutdatedObjectContract {

  @Override
  protected Backend backend() {
    return Backends.postgresql();
  }
}
