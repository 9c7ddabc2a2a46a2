package org.bilayer.contracts;

import org.bilayer.testkit.contract.Backend;
import org.bilayer.testkit.contract.Backends;
import org.bilayer.testkit.contract.ConditionContract;

final class MariaDbConditionTest extends ConditionContract {

  @Override
  protected Backend backend() {
    return Backends.mariadb();
  }
}
