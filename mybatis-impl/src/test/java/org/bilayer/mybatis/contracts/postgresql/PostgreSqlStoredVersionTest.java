package org.bilayer.mybatis.contracts.postgresql;

import org.bilayer.contracts.unit.StoredVersionContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class PostgreSqlStoredVersionTest extends StoredVersionContract {

  @Override
  protected Backend backend() {
    return Backends.postgresql();
  }
}
