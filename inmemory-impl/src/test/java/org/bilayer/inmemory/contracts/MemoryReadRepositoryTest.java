package org.bilayer.inmemory.contracts;

import org.bilayer.contracts.query.ReadRepositoryContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MemoryReadRepositoryTest extends ReadRepositoryContract {

  @Override
  protected Backend backend() {
    return Backends.memory();
  }
}
