package org.bilayer.contracts;

import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;
import org.bilayer.testkit.contract.ChangedInPlaceContract;

final class H2ChangedInPlaceTest extends ChangedInPlaceContract {

  @Override
  protected Backend backend() {
    return Backends.h2();
  }
}
