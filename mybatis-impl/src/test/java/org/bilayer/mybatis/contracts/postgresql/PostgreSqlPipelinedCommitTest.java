package org.bilayer.mybatis.contracts.postgresql;

import org.bilayer.contracts.unit.PipelinedCommitContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class PostgreSqlPipelinedCommitTest extends PipelinedCommitContract {

  @Override
  protected Backend backend() {
    return Backends.postgresql();
  }
}
