package org.bilayer.mybatis.contracts.mariadb;

import org.bilayer.contracts.query.StreamContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MariaDbStreamTest extends StreamContract {

  @Override
  protected Backend backend() {
    return Backends.mariadb();
  }
}
