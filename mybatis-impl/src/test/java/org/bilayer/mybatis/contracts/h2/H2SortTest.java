package org.bilayer.mybatis.contracts.h2;

import org.bilayer.contracts.query.SortContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class H2SortTest extends SortContract {

  @Override
  protected Backend backend() {
    return Backends.h2();
  }
}
