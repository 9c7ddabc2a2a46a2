package org.bilayer.mybatis.contracts.types;

import org.bilayer.contracts.model.ZeroDateContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class H2ZeroDateTest extends ZeroDateContract {

  @Override
  protected Backend backend() {
    return Backends.h2();
  }
}
