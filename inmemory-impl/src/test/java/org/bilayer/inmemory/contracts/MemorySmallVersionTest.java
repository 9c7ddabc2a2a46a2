package org.bilayer.inmemory.contracts;

import org.bilayer.contracts.VersionStrategy;
import org.bilayer.contracts.unit.VersionStrategyContracts;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

/** The contracts of changes, with a version column of 16 bits. */
final class MemorySmallVersionTest extends VersionStrategyContracts {

  @Override
  protected Backend backend() {
    return Backends.memory();
  }

  @Override
  protected VersionStrategy versions() {
    return VersionStrategy.INT16;
  }
}
