package org.bilayer.mybatis.contracts.h2;

import org.bilayer.contracts.VersionStrategy;
import org.bilayer.contracts.unit.VersionStrategyContracts;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

/** The contracts of changes, with a version column of 32 bits that may hold no value. */
final class H2NullableVersionTest extends VersionStrategyContracts {

  @Override
  protected Backend backend() {
    return Backends.h2();
  }

  @Override
  protected VersionStrategy versions() {
    return VersionStrategy.NULLABLE_INT32;
  }
}
