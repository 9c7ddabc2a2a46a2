package org.bilayer.docs.chinook;

import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class InMemoryChinookTest extends ChinookContract {

  @Override
  Backend backend() {
    return Backends.memory();
  }
}
