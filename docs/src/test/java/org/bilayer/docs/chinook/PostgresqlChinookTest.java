package org.bilayer.docs.chinook;

import org.bilayer.testkit.contract.Backend;
import org.bilayer.testkit.contract.Backends;

final class PostgresqlChinookTest extends ChinookContract {

  @Override
  Backend backend() {
    return Backends.postgresql();
  }
}
