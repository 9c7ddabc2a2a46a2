package org.bilayer.contracts;

import org.bilayer.testkit.contract.Backend;
import org.bilayer.testkit.contract.Backends;
import org.bilayer.testkit.contract.SortAndPageContract;

final class MariaDbSortAndPageTest extends SortAndPageContract {

  @Override
  protected Backend backend() {
    return Backends.mariadb();
  }
}
