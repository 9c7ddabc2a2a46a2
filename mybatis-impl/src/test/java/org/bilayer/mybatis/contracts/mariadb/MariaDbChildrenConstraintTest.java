package org.bilayer.mybatis.contracts.mariadb;

import org.bilayer.contracts.model.ChildrenConstraintContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MariaDbChildrenConstraintTest extends ChildrenConstraintContract {

  @Override
  protected Backend backend() {
    return Backends.mariadb();
  }
}
