package org.bilayer.contracts;

import org.bilayer.testkit.contract.Backend;
import org.bilayer.testkit.contract.Backends;
import org.bilayer.testkit.contract.SortAndPageContract;

final class H2SortAndPageTest extends SortAndPageContract {

  @Override
  protected Backend backend() {
    return Backends.h2();
  }
}
