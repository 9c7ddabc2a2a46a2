package org.bilayer.mybatis.contracts.h2;

import org.bilayer.contracts.unit.StoredVersionContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class H2StoredVersionTest extends StoredVersionContract {

  @Override
  protected Backend backend() {
    return Backends.h2();
  }
}
