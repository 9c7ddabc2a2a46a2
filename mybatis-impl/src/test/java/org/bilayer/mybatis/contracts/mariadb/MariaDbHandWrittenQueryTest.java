package org.bilayer.mybatis.contracts.mariadb;

import org.bilayer.contracts.query.HandWrittenQueryContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MariaDbHandWrittenQueryTest extends HandWrittenQueryContract {

  @Override
  protected Backend backend() {
    return Backends.mariadb();
  }
}
