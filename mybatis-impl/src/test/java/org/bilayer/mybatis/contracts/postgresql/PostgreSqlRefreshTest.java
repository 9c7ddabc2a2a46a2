package org.bilayer.mybatis.contracts.postgresql;

import org.bilayer.contracts.unit.RefreshContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class PostgreSqlRefreshTest extends RefreshContract {

  @Override
  protected Backend backend() {
    return Backends.postgresql();
  }
}
