package org.bilayer.contracts;

import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;
import org.bilayer.testkit.contract.IsolationContract;

final class MariaDbIsolationTest extends IsolationContract {

  @Override
  protected Backend backend() {
    return Backends.mariadb();
  }
}
