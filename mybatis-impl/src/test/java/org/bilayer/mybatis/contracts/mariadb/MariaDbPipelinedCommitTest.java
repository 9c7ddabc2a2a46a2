package org.bilayer.mybatis.contracts.mariadb;

import org.bilayer.contracts.unit.PipelinedCommitContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MariaDbPipelinedCommitTest extends PipelinedCommitContract {

  @Override
  protected Backend backend() {
    return Backends.mariadb();
  }
}
