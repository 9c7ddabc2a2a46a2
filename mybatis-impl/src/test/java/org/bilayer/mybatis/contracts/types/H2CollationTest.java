package org.bilayer.mybatis.contracts.types;

import org.bilayer.contracts.model.CollationContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class H2CollationTest extends CollationContract {

  @Override
  protected Backend backend() {
    return Backends.h2();
  }
}
