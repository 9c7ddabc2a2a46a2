package org.bilayer.mybatis.contracts.h2;

import org.bilayer.contracts.model.ChildrenContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class H2ChildrenTest extends ChildrenContract {

  @Override
  protected Backend backend() {
    return Backends.h2();
  }
}
