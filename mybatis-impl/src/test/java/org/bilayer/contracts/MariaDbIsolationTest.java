package org.bilayer.contracts;

import org.bilayer.testkit.contract.Backend;
import org.bilayer.testkit.contract.Backends;
import org.bilayer.testkit.contract.IsolationContract;

final class MariaDbIsolationTest extends IsolationContract {

  @Override
  protected Backend backend() {
    return Backends.mariadb();
  }
}
