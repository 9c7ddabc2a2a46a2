package org.bilayer.mybatis.contracts.h2;

import org.bilayer.contracts.model.ValueContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class H2ValueTest extends ValueContract {

  @Override
  protected Backend backend() {
    return Backends.h2();
  }
}
