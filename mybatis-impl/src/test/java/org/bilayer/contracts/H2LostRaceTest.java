package org.bilayer.contracts;

import org.bilayer.testkit.contract.Backend;
import org.bilayer.testkit.contract.Backends;
import org.bilayer.testkit.contract.LostRaceContract;

final class H2LostRaceTest extends LostRaceContract {

  @Override
  protected Backend backend() {
    return Backends.h2();
  }
}
