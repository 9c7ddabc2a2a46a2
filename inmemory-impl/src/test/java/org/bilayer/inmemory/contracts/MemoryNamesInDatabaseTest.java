package org.bilayer.inmemory.contracts;

import org.bilayer.contracts.model.NamesInDatabaseContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MemoryNamesInDatabaseTest extends NamesInDatabaseContract {

  @Override
  protected Backend backend() {
    return Backends.memory();
  }
}
