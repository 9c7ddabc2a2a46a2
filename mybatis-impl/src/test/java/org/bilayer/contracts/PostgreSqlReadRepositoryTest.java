package org.bilayer.contracts;

import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;
import org.bilayer.testkit.contract.ReadRepositoryContract;

final class PostgreSqlReadRepositoryTest extends ReadRepositoryContract {

  @Override
  protected Backend backend() {
    return Backends.postgresql();
  }
}
