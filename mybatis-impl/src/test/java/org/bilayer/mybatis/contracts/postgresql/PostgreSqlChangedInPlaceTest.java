package org.bilayer.mybatis.contracts.postgresql;

import org.bilayer.contracts.unit.ChangedInPlaceContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class PostgreSqlChangedInPlaceTest extends ChangedInPlaceContract {

  @Override
  protected Backend backend() {
    return Backends.postgresql();
  }
}
