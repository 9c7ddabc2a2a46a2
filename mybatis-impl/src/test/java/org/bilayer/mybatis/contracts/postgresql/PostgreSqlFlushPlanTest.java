package org.bilayer.mybatis.contracts.postgresql;

import org.bilayer.contracts.unit.FlushPlanContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class PostgreSqlFlushPlanTest extends FlushPlanContract {

  @Override
  protected Backend backend() {
    return Backends.postgresql();
  }
}
