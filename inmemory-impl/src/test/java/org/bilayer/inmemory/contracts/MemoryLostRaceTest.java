package org.bilayer.inmemory.contracts;

import org.bilayer.contracts.failure.LostRaceContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MemoryLostRaceTest extends LostRaceContract {

  @Override
  protected Backend backend() {
    return Backends.memory();
  }
}
