package org.bilayer.contracts;

import org.bilayer.testkit.contract.AttemptContract;
import org.bilayer.testkit.contract.Backend;
import org.bilayer.testkit.contract.Backends;

final class PostgreSqlAttemptTest extends AttemptContract {

  @Override
  protected Backend backend() {
    return Backends.postgresql();
  }
}
