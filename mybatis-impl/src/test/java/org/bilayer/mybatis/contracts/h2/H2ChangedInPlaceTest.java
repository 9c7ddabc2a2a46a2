package org.bilayer.mybatis.contracts.h2;

import org.bilayer.contracts.unit.ChangedInPlaceContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class H2ChangedInPlaceTest extends ChangedInPlaceContract {

  @Override
  protected Backend backend() {
    return Backends.h2();
  }
}
