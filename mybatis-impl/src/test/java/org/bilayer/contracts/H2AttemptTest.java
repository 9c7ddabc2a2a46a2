package org.bilayer.contracts;

import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;
import org.bilayer.testkit.contract.AttemptContract;

final class H2AttemptTest extends AttemptContract {

  @Override
  protected Backend backend() {
    return Backends.h2();
  }
}
