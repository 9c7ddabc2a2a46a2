package org.bilayer.mybatis.contracts.h2;

import org.bilayer.contracts.model.NameContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class H2NameTest extends NameContract {

  @Override
  protected Backend backend() {
    return Backends.h2();
  }
}
