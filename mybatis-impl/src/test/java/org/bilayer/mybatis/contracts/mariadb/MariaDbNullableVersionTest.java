package org.bilayer.mybatis.contracts.mariadb;

import org.bilayer.contracts.VersionStrategy;
import org.bilayer.contracts.unit.VersionStrategyContracts;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

/** The contracts of changes, with a version column of 32 bits that may hold no value. */
final class MariaDbNullableVersionTest extends VersionStrategyContracts {

  @Override
  protected Backend backend() {
    return Backends.mariadb();
  }

  @Override
  protected VersionStrategy versions() {
    return VersionStrategy.NULLABLE_INT32;
  }
}
