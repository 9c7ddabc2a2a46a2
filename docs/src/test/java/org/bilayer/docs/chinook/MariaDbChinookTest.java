package org.bilayer.docs.chinook;

import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MariaDbChinookTest extends ChinookContract {

  @Override
  Backend backend() {
    return Backends.mariadb();
  }
}
