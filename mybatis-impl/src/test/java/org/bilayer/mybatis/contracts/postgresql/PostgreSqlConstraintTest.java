package org.bilayer.mybatis.contracts.postgresql;

import org.bilayer.contracts.model.ConstraintContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class PostgreSqlConstraintTest extends ConstraintContract {

  @Override
  protected Backend backend() {
    return Backends.postgresql();
  }
}
