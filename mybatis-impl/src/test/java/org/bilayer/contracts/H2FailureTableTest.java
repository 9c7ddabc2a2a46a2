package org.bilayer.contracts;

import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;
import org.bilayer.testkit.contract.FailureTableContract;

final class H2FailureTableTest extends FailureTableContract {

  @Override
  protected Backend backend() {
    return Backends.h2();
  }
}
