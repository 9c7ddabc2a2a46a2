package org.example.backend;

import org.bilayer.contracts.transaction.AnomalyContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

class AnomalyTest extends AnomalyContract {

  @Override
  protected Backend backend() {
    return Backends.memory();
  }
}
