package org.bilayer.mybatis.contracts.h2;

import org.bilayer.contracts.model.NamesInDatabaseContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class H2NamesInDatabaseTest extends NamesInDatabaseContract {

  @Override
  protected Backend backend() {
    return Backends.h2();
  }
}
