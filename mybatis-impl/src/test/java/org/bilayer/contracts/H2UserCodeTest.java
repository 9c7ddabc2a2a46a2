package org.bilayer.contracts;

import org.bilayer.testkit.contract.Backend;
import org.bilayer.testkit.contract.Backends;
import org.bilayer.testkit.contract.UserCodeContract;

final class H2UserCodeTest extends UserCodeContract {

  @Override
  protected Backend backend() {
    return Backends.h2();
  }
}
