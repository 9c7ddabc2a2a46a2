package org.bilayer.contracts;

import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;
import org.bilayer.testkit.contract.UserCodeContract;

final class MemoryUserCodeTest extends UserCodeContract {

  @Override
  protected Backend backend() {
    return Backends.memory();
  }
}
