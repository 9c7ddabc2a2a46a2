package org.bilayer.mybatis.contracts.h2;

import org.bilayer.contracts.query.ReadRepositoryContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class H2ReadRepositoryTest extends ReadRepositoryContract {

  @Override
  protected Backend backend() {
    return Backends.h2();
  }
}
