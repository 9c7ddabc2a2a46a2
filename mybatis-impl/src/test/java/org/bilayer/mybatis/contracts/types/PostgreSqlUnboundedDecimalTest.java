package org.bilayer.mybatis.contracts.types;

import org.bilayer.contracts.model.UnboundedDecimalContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class PostgreSqlUnboundedDecimalTest extends UnboundedDecimalContract {

  @Override
  protected Backend backend() {
    return Backends.postgresql();
  }
}
