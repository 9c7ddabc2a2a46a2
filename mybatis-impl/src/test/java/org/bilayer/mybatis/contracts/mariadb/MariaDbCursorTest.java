package org.bilayer.mybatis.contracts.mariadb;

import org.bilayer.contracts.query.CursorContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MariaDbCursorTest extends CursorContract {

  @Override
  protected Backend backend() {
    return Backends.mariadb();
  }
}
