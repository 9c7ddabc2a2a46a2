package org.bilayer.mybatis.contracts.h2;

import org.bilayer.contracts.query.HandWrittenQueryContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class H2HandWrittenQueryTest extends HandWrittenQueryContract {

  @Override
  protected Backend backend() {
    return Backends.h2();
  }
}
