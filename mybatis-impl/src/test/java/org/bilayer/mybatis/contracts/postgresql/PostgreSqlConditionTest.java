package org.bilayer.mybatis.contracts.postgresql;

import org.bilayer.contracts.query.ConditionContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class PostgreSqlConditionTest extends ConditionContract {

  @Override
  protected Backend backend() {
    return Backends.postgresql();
  }
}
