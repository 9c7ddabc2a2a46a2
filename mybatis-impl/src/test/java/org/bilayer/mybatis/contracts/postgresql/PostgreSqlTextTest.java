package org.bilayer.mybatis.contracts.postgresql;

import org.bilayer.contracts.model.TextContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class PostgreSqlTextTest extends TextContract {

  @Override
  protected Backend backend() {
    return Backends.postgresql();
  }
}
