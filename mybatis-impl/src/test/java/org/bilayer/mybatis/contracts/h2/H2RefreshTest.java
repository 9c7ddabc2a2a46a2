package org.bilayer.mybatis.contracts.h2;

import org.bilayer.contracts.unit.RefreshContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class H2RefreshTest extends RefreshContract {

  @Override
  protected Backend backend() {
    return Backends.h2();
  }
}
