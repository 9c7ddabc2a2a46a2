package org.bilayer.contracts;

import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;
import org.bilayer.testkit.contract.GrowthContract;

final class H2GrowthTest extends GrowthContract {

  @Override
  protected Backend backend() {
    return Backends.h2();
  }
}
