package org.bilayer.mybatis.contracts.h2;

import org.bilayer.contracts.model.TextContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class H2TextTest extends TextContract {

  @Override
  protected Backend backend() {
    return Backends.h2();
  }
}
