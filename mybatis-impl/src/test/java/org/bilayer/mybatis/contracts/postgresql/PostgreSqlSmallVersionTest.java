package org.bilayer.mybatis.contracts.postgresql;

import org.bilayer.contracts.VersionStrategy;
import org.bilayer.contracts.unit.VersionStrategyContracts;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The contracts of changes, with a version column of 16 bits. */
@EnabledIfSystemProperty(named = "bilayer.nightly", matches = "true")
final class PostgreSqlSmallVersionTest extends VersionStrategyContracts {

  @Override
  protected Backend backend() {
    return Backends.postgresql();
  }

  @Override
  protected VersionStrategy versions() {
    return VersionStrategy.INT16;
  }
}
