package org.bilayer.mybatis.contracts.postgresql;

import org.bilayer.contracts.model.ValueContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class PostgreSqlValueTest extends ValueContract {

  @Override
  protected Backend backend() {
    return Backends.postgresql();
  }
}
