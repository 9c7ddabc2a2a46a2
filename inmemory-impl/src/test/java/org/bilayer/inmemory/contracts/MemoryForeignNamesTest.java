package org.bilayer.inmemory.contracts;

import org.bilayer.contracts.names.ForeignNamesContracts;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MemoryForeignNamesTest extends ForeignNamesContracts {

  @Override
  protected Backend backend() {
    return Backends.memory();
  }
}
