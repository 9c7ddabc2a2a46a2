package org.bilayer.inmemory.contracts;

import org.bilayer.contracts.model.RoundTripContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MemoryRoundTripTest extends RoundTripContract {

  @Override
  protected Backend backend() {
    return Backends.memory();
  }
}
