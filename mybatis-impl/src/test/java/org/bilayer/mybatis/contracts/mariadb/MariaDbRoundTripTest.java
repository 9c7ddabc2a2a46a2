package org.bilayer.mybatis.contracts.mariadb;

import org.bilayer.contracts.model.RoundTripContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MariaDbRoundTripTest extends RoundTripContract {

  @Override
  protected Backend backend() {
    return Backends.mariadb();
  }
}
