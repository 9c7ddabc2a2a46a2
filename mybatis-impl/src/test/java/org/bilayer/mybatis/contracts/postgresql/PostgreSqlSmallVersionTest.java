package org.bilayer.mybatis.contracts.postgresql;

import org.bilayer.contracts.VersionStrategy;
import org.bilayer.contracts.unit.AttemptContract;
import org.bilayer.contracts.unit.BulkContract;
import org.bilayer.contracts.unit.DisconnectedCopyContract;
import org.bilayer.contracts.unit.PipelinedCommitContract;
import org.bilayer.contracts.unit.RefreshContract;
import org.bilayer.contracts.unit.SetBasedChangeContract;
import org.bilayer.contracts.unit.VersionContract;
import org.bilayer.testkit.backend.Backend;
import org.bilayer.testkit.backend.Backends;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The contracts of changes, with a version column of 16 bits. */
@EnabledIfSystemProperty(named = "bilayer.nightly", matches = "true")
final class PostgreSqlSmallVersionTest {

  @Nested
  final class Version extends VersionContract {

    @Override
    protected Backend backend() {
      return Backends.postgresql();
    }

    @Override
    protected VersionStrategy versions() {
      return VersionStrategy.INT16;
    }
  }

  @Nested
  final class DisconnectedCopy extends DisconnectedCopyContract {

    @Override
    protected Backend backend() {
      return Backends.postgresql();
    }

    @Override
    protected VersionStrategy versions() {
      return VersionStrategy.INT16;
    }
  }

  @Nested
  final class Attempt extends AttemptContract {

    @Override
    protected Backend backend() {
      return Backends.postgresql();
    }

    @Override
    protected VersionStrategy versions() {
      return VersionStrategy.INT16;
    }
  }

  @Nested
  final class Bulk extends BulkContract {

    @Override
    protected Backend backend() {
      return Backends.postgresql();
    }

    @Override
    protected VersionStrategy versions() {
      return VersionStrategy.INT16;
    }
  }

  @Nested
  final class SetBasedChange extends SetBasedChangeContract {

    @Override
    protected Backend backend() {
      return Backends.postgresql();
    }

    @Override
    protected VersionStrategy versions() {
      return VersionStrategy.INT16;
    }
  }

  @Nested
  final class Refresh extends RefreshContract {

    @Override
    protected Backend backend() {
      return Backends.postgresql();
    }

    @Override
    protected VersionStrategy versions() {
      return VersionStrategy.INT16;
    }
  }

  @Nested
  final class PipelinedCommit extends PipelinedCommitContract {

    @Override
    protected Backend backend() {
      return Backends.postgresql();
    }

    @Override
    protected VersionStrategy versions() {
      return VersionStrategy.INT16;
    }
  }
}
