package org.bilayer.mybatis.contracts.mariadb;

import org.bilayer.contracts.unit.ChangedInPlaceContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MariaDbChangedInPlaceTest extends ChangedInPlaceContract {

  @Override
  protected Backend backend() {
    return Backends.mariadb();
  }
}
