package org.bilayer.mybatis.contracts.postgresql;

import org.bilayer.contracts.model.ChildrenContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class PostgreSqlChildrenTest extends ChildrenContract {

  @Override
  protected Backend backend() {
    return Backends.postgresql();
  }
}
