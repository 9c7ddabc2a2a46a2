package org.bilayer.contracts;

import org.bilayer.testkit.contract.Backend;
import org.bilayer.testkit.contract.Backends;
import org.bilayer.testkit.contract.UnitOfWorkContract;

final class H2UnitOfWorkTest extends UnitOfWorkContract {

  @Override
  protected Backend backend() {
    return Backends.h2();
  }
}
