package org.bilayer.contracts;

import org.bilayer.testkit.contract.Backend;
import org.bilayer.testkit.contract.Backends;
import org.bilayer.testkit.contract.ReaderContract;

final class H2ReaderTest extends ReaderContract {

  @Override
  protected Backend backend() {
    return Backends.h2();
  }
}
