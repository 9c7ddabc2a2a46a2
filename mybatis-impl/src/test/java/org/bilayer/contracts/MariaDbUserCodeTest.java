package org.bilayer.contracts;

import org.bilayer.testkit.contract.Backend;
import org.bilayer.testkit.contract.Backends;
import org.bilayer.testkit.contract.UserCodeContract;

final class MariaDbUserCodeTest extends UserCodeContract {

  @Override
  protected Backend backend() {
    return Backends.mariadb();
  }
}
