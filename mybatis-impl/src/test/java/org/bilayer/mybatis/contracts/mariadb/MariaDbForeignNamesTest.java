package org.bilayer.mybatis.contracts.mariadb;

import org.bilayer.contracts.names.ForeignNamesContracts;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MariaDbForeignNamesTest extends ForeignNamesContracts {

  @Override
  protected Backend backend() {
    return Backends.mariadb();
  }
}
