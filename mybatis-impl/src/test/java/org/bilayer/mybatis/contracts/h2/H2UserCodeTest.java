package org.bilayer.mybatis.contracts.h2;

import org.bilayer.contracts.unit.UserCodeContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class H2UserCodeTest extends UserCodeContract {

  @Override
  protected Backend backend() {
    return Backends.h2();
  }
}
