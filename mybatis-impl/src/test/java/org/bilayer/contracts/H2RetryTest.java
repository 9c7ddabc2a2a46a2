package org.bilayer.contracts;

import org.bilayer.testkit.contract.Backend;
import org.bilayer.testkit.contract.Backends;
import org.bilayer.testkit.contract.RetryContract;

final class H2RetryTest extends RetryContract {

  @Override
  protected Backend backend() {
    return Backends.h2();
  }
}
