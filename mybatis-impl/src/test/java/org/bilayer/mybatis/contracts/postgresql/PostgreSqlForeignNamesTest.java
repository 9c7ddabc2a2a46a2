package org.bilayer.mybatis.contracts.postgresql;

import org.bilayer.contracts.names.ForeignNamesContracts;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class PostgreSqlForeignNamesTest extends ForeignNamesContracts {

  @Override
  protected Backend backend() {
    return Backends.postgresql();
  }
}
