package org.bilayer.mybatis.contracts.mariadb;

import org.bilayer.contracts.query.ConditionContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MariaDbConditionTest extends ConditionContract {

  @Override
  protected Backend backend() {
    return Backends.mariadb();
  }
}
