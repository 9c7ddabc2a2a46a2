package org.bilayer.mybatis.contracts.h2;

import org.bilayer.contracts.unit.BulkContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class H2BulkTest extends BulkContract {

  @Override
  protected Backend backend() {
    return Backends.h2();
  }
}
