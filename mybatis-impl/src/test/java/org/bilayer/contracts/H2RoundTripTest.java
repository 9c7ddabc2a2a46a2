package org.bilayer.contracts;

import org.bilayer.testkit.contract.Backend;
import org.bilayer.testkit.contract.Backends;
import org.bilayer.testkit.contract.RoundTripContract;

final class H2RoundTripTest extends RoundTripContract {

  @Override
  protected Backend backend() {
    return Backends.h2();
  }
}
