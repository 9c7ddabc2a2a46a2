package org.bilayer.mybatis.contracts.mariadb;

import org.bilayer.contracts.query.RefusedConditionContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MariaDbRefusedConditionTest extends RefusedConditionContract {

  @Override
  protected Backend backend() {
    return Backends.mariadb();
  }
}
