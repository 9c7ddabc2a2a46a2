package org.bilayer.mybatis.contracts.mariadb;

import org.bilayer.contracts.query.ReadRepositoryContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MariaDbReadRepositoryTest extends ReadRepositoryContract {

  @Override
  protected Backend backend() {
    return Backends.mariadb();
  }
}
