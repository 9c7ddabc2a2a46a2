package org.bilayer.mybatis.contracts.postgresql;

import org.bilayer.contracts.query.ProjectionContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class PostgreSqlProjectionTest extends ProjectionContract {

  @Override
  protected Backend backend() {
    return Backends.postgresql();
  }
}
