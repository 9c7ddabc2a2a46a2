package org.bilayer.mybatis.contracts.postgresql;

import org.bilayer.contracts.query.PageContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class PostgreSqlPageTest extends PageContract {

  @Override
  protected Backend backend() {
    return Backends.postgresql();
  }
}
