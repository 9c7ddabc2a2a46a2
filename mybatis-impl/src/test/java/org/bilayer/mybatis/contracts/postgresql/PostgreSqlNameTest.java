package org.bilayer.mybatis.contracts.postgresql;

import org.bilayer.contracts.model.NameContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class PostgreSqlNameTest extends NameContract {

  @Override
  protected Backend backend() {
    return Backends.postgresql();
  }
}
