package org.bilayer.mybatis.contracts.postgresql;

import org.bilayer.contracts.query.HandWrittenQueryContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class PostgreSqlHandWrittenQueryTest extends HandWrittenQueryContract {

  @Override
  protected Backend backend() {
    return Backends.postgresql();
  }
}
