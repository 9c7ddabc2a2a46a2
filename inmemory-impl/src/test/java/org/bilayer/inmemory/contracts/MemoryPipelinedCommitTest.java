package org.bilayer.inmemory.contracts;

import org.bilayer.contracts.unit.PipelinedCommitContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;

final class MemoryPipelinedCommitTest extends PipelinedCommitContract {

  @Override
  protected Backend backend() {
    return Backends.memory();
  }
}
