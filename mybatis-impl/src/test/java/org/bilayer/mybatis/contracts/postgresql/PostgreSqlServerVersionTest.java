package org.bilayer.mybatis.contracts.postgresql;

import org.bilayer.contracts.VersionStrategy;
import org.bilayer.contracts.unit.VersionStrategyContracts;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

/** The contracts of changes, with the server's row versions. */
final class PostgreSqlServerVersionTest extends VersionStrategyContracts {

  @Override
  protected Backend backend() {
    return Backends.postgresql();
  }

  @Override
  protected VersionStrategy versions() {
    return VersionStrategy.SERVER;
  }
}
