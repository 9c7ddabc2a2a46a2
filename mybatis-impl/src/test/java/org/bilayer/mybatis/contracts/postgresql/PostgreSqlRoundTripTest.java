package org.bilayer.mybatis.contracts.postgresql;

import org.bilayer.contracts.model.RoundTripContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class PostgreSqlRoundTripTest extends RoundTripContract {

  @Override
  protected Backend backend() {
    return Backends.postgresql();
  }
}
