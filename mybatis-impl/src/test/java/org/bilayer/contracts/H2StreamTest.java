package org.bilayer.contracts;

import org.bilayer.testkit.contract.Backend;
import org.bilayer.testkit.contract.Backends;
import org.bilayer.testkit.contract.StreamContract;

final class H2StreamTest extends StreamContract {

  @Override
  protected Backend backend() {
    return Backends.h2();
  }
}
