package org.bilayer.mybatis.contracts.postgresql;

import org.bilayer.contracts.unit.GrowthContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class PostgreSqlGrowthTest extends GrowthContract {

  @Override
  protected Backend backend() {
    return Backends.postgresql();
  }
}
