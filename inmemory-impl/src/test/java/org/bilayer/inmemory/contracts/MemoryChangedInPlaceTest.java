package org.bilayer.inmemory.contracts;

import org.bilayer.contracts.unit.ChangedInPlaceContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MemoryChangedInPlaceTest extends ChangedInPlaceContract {

  @Override
  protected Backend backend() {
    return Backends.memory();
  }
}
