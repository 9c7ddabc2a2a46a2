package org.bilayer.mybatis.contracts.mariadb;

import org.bilayer.contracts.model.TextContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MariaDbTextTest extends TextContract {

  @Override
  protected Backend backend() {
    return Backends.mariadb();
  }
}
