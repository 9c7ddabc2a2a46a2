package org.bilayer.contracts;

import org.bilayer.testkit.contract.Backend;
import org.bilayer.testkit.contract.Backends;
import org.bilayer.testkit.contract.ConstraintContract;

final class PostgreSqlConstraintTest extends ConstraintContract {

  @Override
  protected Backend backend() {
    return Backends.postgresql();
  }
}
