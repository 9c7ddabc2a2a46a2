package org.bilayer.mybatis.contracts;

import org.bilayer.contracts.query.UnreadableRowContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class PostgreSqlUnreadableRowTest extends UnreadableRowContract {

  @Override
  protected Backend backend() {
    return Backends.postgresql();
  }
}
