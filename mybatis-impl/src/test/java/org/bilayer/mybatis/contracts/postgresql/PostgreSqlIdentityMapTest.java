package org.bilayer.mybatis.contracts.postgresql;

import org.bilayer.contracts.unit.IdentityMapContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class PostgreSqlIdentityMapTest extends IdentityMapContract {

  @Override
  protected Backend backend() {
    return Backends.postgresql();
  }
}
