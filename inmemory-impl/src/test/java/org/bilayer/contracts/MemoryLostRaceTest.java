package org.bilayer.contracts;

import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;
import org.bilayer.testkit.contract.LostRaceContract;

final class MemoryLostRaceTest extends LostRaceContract {

  @Override
  protected Backend backend() {
    return Backends.memory();
  }
}
