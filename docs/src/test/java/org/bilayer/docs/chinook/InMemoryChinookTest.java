package org.bilayer.docs.chinook;

import org.bilayer.testkit.contract.Backend;
import org.bilayer.testkit.contract.Backends;

final class InMemoryChinookTest extends ChinookContract {

  @Override
  Backend backend() {
    return Backends.memory();
  }
}
