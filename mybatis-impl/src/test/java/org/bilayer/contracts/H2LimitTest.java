package org.bilayer.contracts;

import org.bilayer.testkit.contract.Backend;
import org.bilayer.testkit.contract.Backends;
import org.bilayer.testkit.contract.LimitContract;

final class H2LimitTest extends LimitContract {

  @Override
  protected Backend backend() {
    return Backends.h2();
  }
}
