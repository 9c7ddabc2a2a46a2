package org.bilayer.contracts;

import org.bilayer.testkit.contract.Backend;
import org.bilayer.testkit.contract.Backends;
import org.bilayer.testkit.contract.RetryContract;

final class PostgreSqlRetryTest extends RetryContract {

  @Override
  protected Backend backend() {
    return Backends.postgresql();
  }
}
