package org.bilayer.mybatis.contracts.mariadb;

import org.bilayer.contracts.model.ModelLanguageContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MariaDbModelLanguageTest extends ModelLanguageContract {

  @Override
  protected Backend backend() {
    return Backends.mariadb();
  }
}
