package org.bilayer.mybatis.contracts.postgresql;

import org.bilayer.contracts.unit.SetBasedChangeContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class PostgreSqlSetBasedChangeTest extends SetBasedChangeContract {

  @Override
  protected Backend backend() {
    return Backends.postgresql();
  }
}
