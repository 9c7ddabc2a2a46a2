package org.bilayer.mybatis.contracts.mariadb;

import org.bilayer.contracts.failure.RetryContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MariaDbRetryTest extends RetryContract {

  @Override
  protected Backend backend() {
    return Backends.mariadb();
  }
}
