package org.bilayer.mybatis.contracts.postgresql;

import org.bilayer.contracts.model.ChildrenConditionContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class PostgreSqlChildrenConditionTest extends ChildrenConditionContract {

  @Override
  protected Backend backend() {
    return Backends.postgresql();
  }
}
