package org.bilayer.contracts;

import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;
import org.bilayer.testkit.contract.ReaderContract;

final class PostgreSqlReaderTest extends ReaderContract {

  @Override
  protected Backend backend() {
    return Backends.postgresql();
  }
}
