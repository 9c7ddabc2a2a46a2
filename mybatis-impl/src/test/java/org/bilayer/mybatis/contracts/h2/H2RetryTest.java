package org.bilayer.mybatis.contracts.h2;

import org.bilayer.contracts.failure.RetryContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class H2RetryTest extends RetryContract {

  @Override
  protected Backend backend() {
    return Backends.h2();
  }
}
