package org.bilayer.mybatis.contracts.postgresql;

import org.bilayer.contracts.model.ChildrenConstraintContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class PostgreSqlChildrenConstraintTest extends ChildrenConstraintContract {

  @Override
  protected Backend backend() {
    return Backends.postgresql();
  }
}
