package org.bilayer.mybatis.contracts.h2;

import org.bilayer.contracts.unit.VersionContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class H2VersionTest extends VersionContract {

  @Override
  protected Backend backend() {
    return Backends.h2();
  }
}
