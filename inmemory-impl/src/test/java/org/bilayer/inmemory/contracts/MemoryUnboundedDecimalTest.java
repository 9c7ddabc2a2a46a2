package org.bilayer.inmemory.contracts;

import org.bilayer.contracts.model.UnboundedDecimalContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MemoryUnboundedDecimalTest extends UnboundedDecimalContract {

  @Override
  protected Backend backend() {
    return Backends.memory();
  }
}
