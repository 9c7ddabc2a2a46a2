package org.bilayer.mybatis.contracts.postgresql;

import org.bilayer.contracts.query.ReadRepositoryContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class PostgreSqlReadRepositoryTest extends ReadRepositoryContract {

  @Override
  protected Backend backend() {
    return Backends.postgresql();
  }
}
