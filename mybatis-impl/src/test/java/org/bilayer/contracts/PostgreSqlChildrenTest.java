package org.bilayer.contracts;

import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;
import org.bilayer.testkit.contract.ChildrenContract;

final class PostgreSqlChildrenTest extends ChildrenContract {

  @Override
  protected Backend backend() {
    return Backends.postgresql();
  }
}
