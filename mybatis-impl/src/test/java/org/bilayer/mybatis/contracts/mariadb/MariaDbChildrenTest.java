package org.bilayer.mybatis.contracts.mariadb;

import org.bilayer.contracts.model.ChildrenContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MariaDbChildrenTest extends ChildrenContract {

  @Override
  protected Backend backend() {
    return Backends.mariadb();
  }
}
