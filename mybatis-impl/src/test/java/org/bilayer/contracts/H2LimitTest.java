package org.bilayer.contracts;

import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;
import org.bilayer.testkit.contract.LimitContract;

final class H2LimitTest extends LimitContract {

  @Override
  protected Backend backend() {
    return Backends.h2();
  }
}
