package org.bilayer.mybatis.contracts.types;

import org.bilayer.contracts.model.CollationContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MariaDbCollationTest extends CollationContract {

  @Override
  protected Backend backend() {
    return Backends.mariadb();
  }
}
