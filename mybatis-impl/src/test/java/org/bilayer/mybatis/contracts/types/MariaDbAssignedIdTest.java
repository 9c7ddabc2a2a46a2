package org.bilayer.mybatis.contracts.types;

import org.bilayer.contracts.model.AssignedIdContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MariaDbAssignedIdTest extends AssignedIdContract {

  @Override
  protected Backend backend() {
    return Backends.mariadb();
  }
}
