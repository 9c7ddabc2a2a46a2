package org.bilayer.mybatis.contracts.types;

import org.bilayer.contracts.model.LongValueContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class H2LongValueTest extends LongValueContract {

  @Override
  protected Backend backend() {
    return Backends.h2();
  }
}
