package org.bilayer.mybatis.contracts.h2;

import org.bilayer.contracts.unit.IdentityMapContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class H2IdentityMapTest extends IdentityMapContract {

  @Override
  protected Backend backend() {
    return Backends.h2();
  }
}
