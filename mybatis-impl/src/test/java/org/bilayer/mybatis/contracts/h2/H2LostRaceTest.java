package org.bilayer.mybatis.contracts.h2;

import org.bilayer.contracts.failure.LostRaceContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class H2LostRaceTest extends LostRaceContract {

  @Override
  protected Backend backend() {
    return Backends.h2();
  }
}
