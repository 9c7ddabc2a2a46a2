package org.bilayer.mybatis.contracts.mariadb;

import org.bilayer.contracts.model.ChildrenConditionContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MariaDbChildrenConditionTest extends ChildrenConditionContract {

  @Override
  protected Backend backend() {
    return Backends.mariadb();
  }
}
