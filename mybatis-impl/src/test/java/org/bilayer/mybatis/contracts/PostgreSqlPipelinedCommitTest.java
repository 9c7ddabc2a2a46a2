package org.bilayer.mybatis.contracts;

import org.bilayer.contracts.unit.PipelinedCommitContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class PostgreSqlPipelinedCommitTest extends PipelinedCommitContract {

  @Override
  protected Backend backend() {
    return Backends.postgresql();
  }
}
