package org.bilayer.contracts;

import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;
import org.bilayer.testkit.contract.SetBasedChangeContract;

final class PostgreSqlSetBasedChangeTest extends SetBasedChangeContract {

  @Override
  protected Backend backend() {
    return Backends.postgresql();
  }
}
