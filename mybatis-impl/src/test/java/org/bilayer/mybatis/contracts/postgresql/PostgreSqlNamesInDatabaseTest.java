package org.bilayer.mybatis.contracts.postgresql;

import org.bilayer.contracts.model.NamesInDatabaseContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class PostgreSqlNamesInDatabaseTest extends NamesInDatabaseContract {

  @Override
  protected Backend backend() {
    return Backends.postgresql();
  }
}
