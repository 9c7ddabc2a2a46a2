package org.bilayer.contracts;

import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;
import org.bilayer.testkit.contract.ConstraintContract;

final class MariaDbConstraintTest extends ConstraintContract {

  @Override
  protected Backend backend() {
    return Backends.mariadb();
  }
}
