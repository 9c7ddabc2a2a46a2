package org.bilayer.mybatis.contracts.types;

import org.bilayer.contracts.model.GeneratedColumnContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class PostgreSqlGeneratedColumnTest extends GeneratedColumnContract {

  @Override
  protected Backend backend() {
    return Backends.postgresql();
  }
}
