package org.bilayer.contracts;

import org.bilayer.contracts.model.ConstraintContract;
import org.bilayer.contracts.model.LimitContract;
import org.bilayer.contracts.model.ModelLanguageContract;
import org.bilayer.contracts.model.NameContract;
import org.bilayer.contracts.model.RoundTripContract;
import org.bilayer.contracts.model.TextContract;
import org.bilayer.contracts.model.ValueContract;
import org.bilayer.contracts.query.ConditionContract;
import org.bilayer.contracts.query.HandWrittenQueryContract;
import org.bilayer.contracts.query.ProjectionContract;
import org.bilayer.contracts.query.ReadRepositoryContract;
import org.bilayer.contracts.query.StreamContract;
import org.bilayer.contracts.query.UnreadableRowContract;
import org.bilayer.contracts.query.VariationContract;
import org.bilayer.contracts.unit.AttemptContract;
import org.bilayer.contracts.unit.BulkContract;
import org.bilayer.contracts.unit.ChangedInPlaceContract;
import org.bilayer.contracts.unit.DisconnectedCopyContract;
import org.bilayer.contracts.unit.FlushPlanContract;
import org.bilayer.contracts.unit.GrowthContract;
import org.bilayer.contracts.unit.IdentityMapContract;
import org.bilayer.contracts.unit.IsolationContract;
import org.bilayer.contracts.unit.OutdatedObjectContract;
import org.bilayer.contracts.unit.PipelinedCommitContract;
import org.bilayer.contracts.unit.RefreshContract;
import org.bilayer.contracts.unit.SetBasedChangeContract;
import org.bilayer.contracts.unit.UnitOfWorkContract;
import org.bilayer.contracts.unit.UserCodeContract;
import org.bilayer.contracts.unit.VersionContract;
import org.bilayer.contracts.failure.FailureTableContract;
import org.bilayer.contracts.failure.FaultContract;
import org.bilayer.contracts.failure.LostRaceContract;
import org.bilayer.contracts.failure.RetryContract;
import org.bilayer.testkit.backend.Backend;
import org.junit.jupiter.api.Nested;

/** The contracts of objects, queries, units of work and failures once more, on tables with {@link ForeignNames}. */
public abstract class ForeignNamesContracts {

  /** The backend that must keep the contracts. */
  protected abstract Backend backend();

  private Backend named() {
    return new ForeignNames(backend());
  }

  @Nested
  final class Constraint extends ConstraintContract {

    @Override
    protected Backend backend() {
      return named();
    }
  }

  @Nested
  final class Limit extends LimitContract {

    @Override
    protected Backend backend() {
      return named();
    }
  }

  @Nested
  final class ModelLanguage extends ModelLanguageContract {

    @Override
    protected Backend backend() {
      return named();
    }
  }

  @Nested
  final class Name extends NameContract {

    @Override
    protected Backend backend() {
      return named();
    }
  }

  @Nested
  final class RoundTrip extends RoundTripContract {

    @Override
    protected Backend backend() {
      return named();
    }
  }

  @Nested
  final class Text extends TextContract {

    @Override
    protected Backend backend() {
      return named();
    }
  }

  @Nested
  final class Value extends ValueContract {

    @Override
    protected Backend backend() {
      return named();
    }
  }

  @Nested
  final class Condition extends ConditionContract {

    @Override
    protected Backend backend() {
      return named();
    }
  }

  @Nested
  final class HandWrittenQuery extends HandWrittenQueryContract {

    @Override
    protected Backend backend() {
      return named();
    }
  }

  @Nested
  final class Projection extends ProjectionContract {

    @Override
    protected Backend backend() {
      return named();
    }
  }

  @Nested
  final class ReadRepository extends ReadRepositoryContract {

    @Override
    protected Backend backend() {
      return named();
    }
  }

  @Nested
  final class Stream extends StreamContract {

    @Override
    protected Backend backend() {
      return named();
    }
  }

  @Nested
  final class UnreadableRow extends UnreadableRowContract {

    @Override
    protected Backend backend() {
      return named();
    }
  }

  @Nested
  final class Variation extends VariationContract {

    @Override
    protected Backend backend() {
      return named();
    }
  }

  @Nested
  final class Attempt extends AttemptContract {

    @Override
    protected Backend backend() {
      return named();
    }
  }

  @Nested
  final class Bulk extends BulkContract {

    @Override
    protected Backend backend() {
      return named();
    }
  }

  @Nested
  final class ChangedInPlace extends ChangedInPlaceContract {

    @Override
    protected Backend backend() {
      return named();
    }
  }

  @Nested
  final class DisconnectedCopy extends DisconnectedCopyContract {

    @Override
    protected Backend backend() {
      return named();
    }
  }

  @Nested
  final class FlushPlan extends FlushPlanContract {

    @Override
    protected Backend backend() {
      return named();
    }
  }

  @Nested
  final class Growth extends GrowthContract {

    @Override
    protected Backend backend() {
      return named();
    }
  }

  @Nested
  final class IdentityMap extends IdentityMapContract {

    @Override
    protected Backend backend() {
      return named();
    }
  }

  @Nested
  final class Isolation extends IsolationContract {

    @Override
    protected Backend backend() {
      return named();
    }
  }

  @Nested
  final class OutdatedObject extends OutdatedObjectContract {

    @Override
    protected Backend backend() {
      return named();
    }
  }

  @Nested
  final class PipelinedCommit extends PipelinedCommitContract {

    @Override
    protected Backend backend() {
      return named();
    }
  }

  @Nested
  final class Refresh extends RefreshContract {

    @Override
    protected Backend backend() {
      return named();
    }
  }

  @Nested
  final class SetBasedChange extends SetBasedChangeContract {

    @Override
    protected Backend backend() {
      return named();
    }
  }

  @Nested
  final class UnitOfWork extends UnitOfWorkContract {

    @Override
    protected Backend backend() {
      return named();
    }
  }

  @Nested
  final class UserCode extends UserCodeContract {

    @Override
    protected Backend backend() {
      return named();
    }
  }

  @Nested
  final class Version extends VersionContract {

    @Override
    protected Backend backend() {
      return named();
    }
  }

  @Nested
  final class FailureTable extends FailureTableContract {

    @Override
    protected Backend backend() {
      return named();
    }
  }

  @Nested
  final class Fault extends FaultContract {

    @Override
    protected Backend backend() {
      return named();
    }
  }

  @Nested
  final class LostRace extends LostRaceContract {

    @Override
    protected Backend backend() {
      return named();
    }
  }

  @Nested
  final class Retry extends RetryContract {

    @Override
    protected Backend backend() {
      return named();
    }
  }
}
