package org.bilayer.mybatis.contracts.postgresql;

import org.bilayer.contracts.query.RefusedConditionContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class PostgreSqlRefusedConditionTest extends RefusedConditionContract {

  @Override
  protected Backend backend() {
    return Backends.postgresql();
  }
}
