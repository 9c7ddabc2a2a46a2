package org.bilayer.contracts;

import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;
import org.bilayer.testkit.contract.RoundTripContract;

final class PostgreSqlRoundTripTest extends RoundTripContract {

  @Override
  protected Backend backend() {
    return Backends.postgresql();
  }
}
