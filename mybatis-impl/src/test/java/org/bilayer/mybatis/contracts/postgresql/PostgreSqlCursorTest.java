package org.bilayer.mybatis.contracts.postgresql;

import org.bilayer.contracts.query.CursorContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class PostgreSqlCursorTest extends CursorContract {

  @Override
  protected Backend backend() {
    return Backends.postgresql();
  }
}
