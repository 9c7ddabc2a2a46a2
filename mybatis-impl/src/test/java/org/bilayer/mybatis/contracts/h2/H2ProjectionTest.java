package org.bilayer.mybatis.contracts.h2;

import org.bilayer.contracts.query.ProjectionContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class H2ProjectionTest extends ProjectionContract {

  @Override
  protected Backend backend() {
    return Backends.h2();
  }
}
