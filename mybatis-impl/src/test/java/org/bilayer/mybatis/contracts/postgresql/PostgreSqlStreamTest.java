package org.bilayer.mybatis.contracts.postgresql;

import org.bilayer.contracts.query.StreamContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class PostgreSqlStreamTest extends StreamContract {

  @Override
  protected Backend backend() {
    return Backends.postgresql();
  }
}
