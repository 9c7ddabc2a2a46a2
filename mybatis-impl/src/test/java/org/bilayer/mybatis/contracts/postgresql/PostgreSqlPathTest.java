package org.bilayer.mybatis.contracts.postgresql;

import org.bilayer.contracts.query.PathContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class PostgreSqlPathTest extends PathContract {

  @Override
  protected Backend backend() {
    return Backends.postgresql();
  }
}
