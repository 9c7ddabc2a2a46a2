package org.bilayer.mybatis.contracts.types;

import org.bilayer.contracts.model.NarrowTypeContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class PostgreSqlNarrowTypeTest extends NarrowTypeContract {

  @Override
  protected Backend backend() {
    return Backends.postgresql();
  }
}
