package org.bilayer.mybatis.contracts.h2;

import org.bilayer.contracts.query.CursorContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class H2CursorTest extends CursorContract {

  @Override
  protected Backend backend() {
    return Backends.h2();
  }
}
