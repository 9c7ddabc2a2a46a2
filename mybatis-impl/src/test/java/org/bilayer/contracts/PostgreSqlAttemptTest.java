package org.bilayer.contracts;

import org.bilayer.testkit.contract.Backend;
import org.bilayer.testkit.contract.Backends;
import org.bilayer.testkit.contract.AttemptContract;

final class PostgreSqlAttemptTest extends AttemptContract {

  @Override
  protected Backend backend() {
    return Backends.postgresql();
  }
}
