package org.bilayer.contracts;

import org.bilayer.testkit.contract.Backend;
import org.bilayer.testkit.contract.Backends;
import org.bilayer.testkit.contract.VersionContract;

final class PostgreSqlVersionTest extends VersionContract {

  @Override
  protected Backend backend() {
    return Backends.postgresql();
  }
}
