package org.bilayer.contracts;

import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;
import org.bilayer.testkit.contract.SortAndPageContract;

final class H2SortAndPageTest extends SortAndPageContract {

  @Override
  protected Backend backend() {
    return Backends.h2();
  }
}
