package org.bilayer.contracts.unit;

import org.bilayer.contracts.VersionStrategy;
import org.bilayer.testkit.backend.Backend;
import org.junit.jupiter.api.Nested;

/** The contracts of changes once more, with rows that show their changes in another way than the mappings declare. */
public abstract class VersionStrategyContracts {

  /** The backend that must keep the contracts. */
  protected abstract Backend backend();

  /** How rows show that they have changed. */
  protected abstract VersionStrategy versions();

  /** See {@link VersionContract}. */
  @Nested
  final class Version extends VersionContract {

    @Override
    protected Backend backend() {
      return VersionStrategyContracts.this.backend();
    }

    @Override
    protected VersionStrategy versions() {
      return VersionStrategyContracts.this.versions();
    }
  }

  /** See {@link DisconnectedCopyContract}. */
  @Nested
  final class DisconnectedCopy extends DisconnectedCopyContract {

    @Override
    protected Backend backend() {
      return VersionStrategyContracts.this.backend();
    }

    @Override
    protected VersionStrategy versions() {
      return VersionStrategyContracts.this.versions();
    }
  }

  /** See {@link AttemptContract}. */
  @Nested
  final class Attempt extends AttemptContract {

    @Override
    protected Backend backend() {
      return VersionStrategyContracts.this.backend();
    }

    @Override
    protected VersionStrategy versions() {
      return VersionStrategyContracts.this.versions();
    }
  }

  /** See {@link BulkContract}. */
  @Nested
  final class Bulk extends BulkContract {

    @Override
    protected Backend backend() {
      return VersionStrategyContracts.this.backend();
    }

    @Override
    protected VersionStrategy versions() {
      return VersionStrategyContracts.this.versions();
    }
  }

  /** See {@link SetBasedChangeContract}. */
  @Nested
  final class SetBasedChange extends SetBasedChangeContract {

    @Override
    protected Backend backend() {
      return VersionStrategyContracts.this.backend();
    }

    @Override
    protected VersionStrategy versions() {
      return VersionStrategyContracts.this.versions();
    }
  }

  /** See {@link RefreshContract}. */
  @Nested
  final class Refresh extends RefreshContract {

    @Override
    protected Backend backend() {
      return VersionStrategyContracts.this.backend();
    }

    @Override
    protected VersionStrategy versions() {
      return VersionStrategyContracts.this.versions();
    }
  }

  /** See {@link PipelinedCommitContract}. */
  @Nested
  final class PipelinedCommit extends PipelinedCommitContract {

    @Override
    protected Backend backend() {
      return VersionStrategyContracts.this.backend();
    }

    @Override
    protected VersionStrategy versions() {
      return VersionStrategyContracts.this.versions();
    }
  }
}
