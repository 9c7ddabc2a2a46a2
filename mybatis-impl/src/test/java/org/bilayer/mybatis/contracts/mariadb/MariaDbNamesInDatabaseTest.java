package org.bilayer.mybatis.contracts.mariadb;

import org.bilayer.contracts.model.NamesInDatabaseContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MariaDbNamesInDatabaseTest extends NamesInDatabaseContract {

  @Override
  protected Backend backend() {
    return Backends.mariadb();
  }
}
