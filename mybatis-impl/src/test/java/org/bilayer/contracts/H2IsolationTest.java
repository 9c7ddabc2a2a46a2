package org.bilayer.contracts;

import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;
import org.bilayer.testkit.contract.IsolationContract;

final class H2IsolationTest extends IsolationContract {

  @Override
  protected Backend backend() {
    return Backends.h2();
  }
}
