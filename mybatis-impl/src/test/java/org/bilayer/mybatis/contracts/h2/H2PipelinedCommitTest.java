package org.bilayer.mybatis.contracts.h2;

import org.bilayer.contracts.unit.PipelinedCommitContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class H2PipelinedCommitTest extends PipelinedCommitContract {

  @Override
  protected Backend backend() {
    return Backends.h2();
  }
}
