package org.bilayer.mybatis.contracts.mariadb;

import org.bilayer.contracts.model.ValueContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MariaDbValueTest extends ValueContract {

  @Override
  protected Backend backend() {
    return Backends.mariadb();
  }
}
