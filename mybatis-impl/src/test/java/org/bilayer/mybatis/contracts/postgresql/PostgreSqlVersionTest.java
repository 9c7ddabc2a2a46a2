package org.bilayer.mybatis.contracts.postgresql;

import org.bilayer.contracts.unit.VersionContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class PostgreSqlVersionTest extends VersionContract {

  @Override
  protected Backend backend() {
    return Backends.postgresql();
  }
}
