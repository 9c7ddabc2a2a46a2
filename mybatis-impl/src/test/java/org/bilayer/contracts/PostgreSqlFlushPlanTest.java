package org.bilayer.contracts;

import org.bilayer.testkit.contract.Backend;
import org.bilayer.testkit.contract.Backends;
import org.bilayer.testkit.contract.FlushPlanContract;

final class PostgreSqlFlushPlanTest extends FlushPlanContract {

  @Override
  protected Backend backend() {
    return Backends.postgresql();
  }
}
