package org.bilayer.mybatis.contracts.h2;

import org.bilayer.contracts.failure.FailureTableContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class H2FailureTableTest extends FailureTableContract {

  @Override
  protected Backend backend() {
    return Backends.h2();
  }
}
