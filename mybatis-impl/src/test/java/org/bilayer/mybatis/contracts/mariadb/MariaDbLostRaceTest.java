package org.bilayer.mybatis.contracts.mariadb;

import org.bilayer.contracts.failure.LostRaceContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MariaDbLostRaceTest extends LostRaceContract {

  @Override
  protected Backend backend() {
    return Backends.mariadb();
  }
}
