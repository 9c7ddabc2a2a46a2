package org.bilayer.docs.chinook;

import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class H2ChinookTest extends ChinookContract {

  @Override
  Backend backend() {
    return Backends.h2();
  }
}
