package org.bilayer.contracts;

import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;
import org.bilayer.testkit.contract.FlushPlanContract;

final class H2FlushPlanTest extends FlushPlanContract {

  @Override
  protected Backend backend() {
    return Backends.h2();
  }
}
