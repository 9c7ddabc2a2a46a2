package org.bilayer.mybatis.contracts.postgresql;

import org.bilayer.contracts.failure.LostRaceContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class PostgreSqlLostRaceTest extends LostRaceContract {

  @Override
  protected Backend backend() {
    return Backends.postgresql();
  }
}
