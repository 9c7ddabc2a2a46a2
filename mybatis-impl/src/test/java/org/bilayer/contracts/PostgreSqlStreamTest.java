package org.bilayer.contracts;

import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;
import org.bilayer.testkit.contract.StreamContract;

final class PostgreSqlStreamTest extends StreamContract {

  @Override
  protected Backend backend() {
    return Backends.postgresql();
  }
}
