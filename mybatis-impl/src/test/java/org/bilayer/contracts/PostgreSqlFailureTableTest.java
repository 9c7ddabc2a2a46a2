package org.bilayer.contracts;

import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;
import org.bilayer.testkit.contract.FailureTableContract;

final class PostgreSqlFailureTableTest extends FailureTableContract {

  @Override
  protected Backend backend() {
    return Backends.postgresql();
  }
}
