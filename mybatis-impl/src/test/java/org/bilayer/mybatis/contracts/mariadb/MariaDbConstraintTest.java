package org.bilayer.mybatis.contracts.mariadb;

import org.bilayer.contracts.model.ConstraintContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MariaDbConstraintTest extends ConstraintContract {

  @Override
  protected Backend backend() {
    return Backends.mariadb();
  }
}
