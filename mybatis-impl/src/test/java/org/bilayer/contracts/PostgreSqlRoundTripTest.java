package org.bilayer.contracts;

import org.bilayer.testkit.contract.Backend;
import org.bilayer.testkit.contract.Backends;
import org.bilayer.testkit.contract.RoundTripContract;

final class PostgreSqlRoundTripTest extends RoundTripContract {

  @Override
  protected Backend backend() {
    return Backends.postgresql();
  }
}
