package org.bilayer.mybatis.contracts.mariadb;

import org.bilayer.contracts.query.ProjectionContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MariaDbProjectionTest extends ProjectionContract {

  @Override
  protected Backend backend() {
    return Backends.mariadb();
  }
}
