package org.bilayer.contracts;

import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;
import org.bilayer.testkit.contract.BulkContract;

final class H2BulkTest extends BulkContract {

  @Override
  protected Backend backend() {
    return Backends.h2();
  }
}
