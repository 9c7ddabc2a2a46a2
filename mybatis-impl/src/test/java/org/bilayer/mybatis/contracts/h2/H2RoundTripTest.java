package org.bilayer.mybatis.contracts.h2;

import org.bilayer.contracts.model.RoundTripContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class H2RoundTripTest extends RoundTripContract {

  @Override
  protected Backend backend() {
    return Backends.h2();
  }
}
