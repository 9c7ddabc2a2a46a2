package org.bilayer.contracts;

import org.bilayer.testkit.contract.Backend;
import org.bilayer.testkit.contract.Backends;
import org.bilayer.testkit.contract.LostRaceContract;

final class MemoryLostRaceTest extends LostRaceContract {

  @Override
  protected Backend backend() {
    return Backends.memory();
  }
}
