package org.bilayer.mybatis.contracts.h2;

import org.bilayer.contracts.names.ForeignNamesContracts;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class H2ForeignNamesTest extends ForeignNamesContracts {

  @Override
  protected Backend backend() {
    return Backends.h2();
  }
}
