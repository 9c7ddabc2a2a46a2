package org.bilayer.contracts.names;

import org.bilayer.contracts.ForeignNames;
import org.bilayer.contracts.failure.FailureTableContract;
import org.bilayer.contracts.failure.FaultContract;
import org.bilayer.contracts.failure.LostRaceContract;
import org.bilayer.contracts.failure.RetryContract;
import org.bilayer.contracts.model.ChildrenConditionContract;
import org.bilayer.contracts.model.ChildrenConstraintContract;
import org.bilayer.contracts.model.ChildrenContract;
import org.bilayer.contracts.model.ConstraintContract;
import org.bilayer.contracts.model.GeneratedColumnContract;
import org.bilayer.contracts.model.LimitContract;
import org.bilayer.contracts.model.ModelLanguageContract;
import org.bilayer.contracts.model.NameContract;
import org.bilayer.contracts.model.RoundTripContract;
import org.bilayer.contracts.model.TextContract;
import org.bilayer.contracts.model.ValueContract;
import org.bilayer.contracts.query.ConditionContract;
import org.bilayer.contracts.query.CursorContract;
import org.bilayer.contracts.query.HandWrittenQueryContract;
import org.bilayer.contracts.query.PageContract;
import org.bilayer.contracts.query.PathContract;
import org.bilayer.contracts.query.ProjectionContract;
import org.bilayer.contracts.query.ReadRepositoryContract;
import org.bilayer.contracts.query.RefusedConditionContract;
import org.bilayer.contracts.query.SortContract;
import org.bilayer.contracts.query.StreamContract;
import org.bilayer.contracts.query.UnreadableRowContract;
import org.bilayer.contracts.unit.AttemptContract;
import org.bilayer.contracts.unit.BulkContract;
import org.bilayer.contracts.unit.ChangedInPlaceContract;
import org.bilayer.contracts.unit.DisconnectedCopyContract;
import org.bilayer.contracts.unit.FlushPlanContract;
import org.bilayer.contracts.unit.GrowthContract;
import org.bilayer.contracts.unit.IdentityMapContract;
import org.bilayer.contracts.unit.PipelinedCommitContract;
import org.bilayer.contracts.unit.RefreshContract;
import org.bilayer.contracts.unit.SetBasedChangeContract;
import org.bilayer.contracts.unit.UnitOfWorkContract;
import org.bilayer.contracts.unit.UserCodeContract;
import org.bilayer.contracts.unit.VersionContract;
import org.bilayer.testkit.backend.Backend;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The contracts of objects, queries, units of work and failures once more, on tables with {@link ForeignNames}. */
public abstract class ForeignNamesContracts {

  /** Contracts that take long, and say little about names. */
  private static final String NIGHTLY = "bilayer.nightly";

  /** The backend that must keep the contracts. */
  protected abstract Backend backend();

  private Backend named() {
    return new ForeignNames(backend());
  }

  /** See {@link FailureTableContract}. */
  @Nested
  final class FailureTable extends FailureTableContract {

    @Override
    protected Backend backend() {
      return named();
    }
  }

  /** See {@link FaultContract}. */
  @Nested
  final class Fault extends FaultContract {

    @Override
    protected Backend backend() {
      return named();
    }
  }

  /** See {@link GeneratedColumnContract}. */
  @Nested
  final class GeneratedColumn extends GeneratedColumnContract {

    @Override
    protected Backend backend() {
      return named();
    }
  }

  /** See {@link LostRaceContract}. */
  @Nested
  @EnabledIfSystemProperty(named = NIGHTLY, matches = "true")
  final class LostRace extends LostRaceContract {

    @Override
    protected Backend backend() {
      return named();
    }
  }

  /** See {@link RetryContract}. */
  @Nested
  @EnabledIfSystemProperty(named = NIGHTLY, matches = "true")
  final class Retry extends RetryContract {

    @Override
    protected Backend backend() {
      return named();
    }
  }

  /** See {@link ChildrenConditionContract}. */
  @Nested
  final class ChildrenCondition extends ChildrenConditionContract {

    @Override
    protected Backend backend() {
      return named();
    }
  }

  /** See {@link ChildrenConstraintContract}. */
  @Nested
  final class ChildrenConstraint extends ChildrenConstraintContract {

    @Override
    protected Backend backend() {
      return named();
    }
  }

  /** See {@link ChildrenContract}. */
  @Nested
  final class Children extends ChildrenContract {

    @Override
    protected Backend backend() {
      return named();
    }
  }

  /** See {@link ConstraintContract}. */
  @Nested
  final class Constraint extends ConstraintContract {

    @Override
    protected Backend backend() {
      return named();
    }
  }

  /** See {@link LimitContract}. */
  @Nested
  @EnabledIfSystemProperty(named = NIGHTLY, matches = "true")
  final class Limit extends LimitContract {

    @Override
    protected Backend backend() {
      return named();
    }
  }

  /** See {@link ModelLanguageContract}. */
  @Nested
  final class ModelLanguage extends ModelLanguageContract {

    @Override
    protected Backend backend() {
      return named();
    }
  }

  /** See {@link NameContract}. */
  @Nested
  final class Name extends NameContract {

    @Override
    protected Backend backend() {
      return named();
    }
  }

  /** See {@link RoundTripContract}. */
  @Nested
  final class RoundTrip extends RoundTripContract {

    @Override
    protected Backend backend() {
      return named();
    }
  }

  /** See {@link TextContract}. */
  @Nested
  final class Text extends TextContract {

    @Override
    protected Backend backend() {
      return named();
    }
  }

  /** See {@link ValueContract}. */
  @Nested
  final class Value extends ValueContract {

    @Override
    protected Backend backend() {
      return named();
    }
  }

  /** See {@link ConditionContract}. */
  @Nested
  final class Condition extends ConditionContract {

    @Override
    protected Backend backend() {
      return named();
    }
  }

  /** See {@link CursorContract}. */
  @Nested
  final class Cursor extends CursorContract {

    @Override
    protected Backend backend() {
      return named();
    }
  }

  /** See {@link HandWrittenQueryContract}. */
  @Nested
  final class HandWrittenQuery extends HandWrittenQueryContract {

    @Override
    protected Backend backend() {
      return named();
    }
  }

  /** See {@link PageContract}. */
  @Nested
  final class Page extends PageContract {

    @Override
    protected Backend backend() {
      return named();
    }
  }

  /** See {@link PathContract}. */
  @Nested
  final class Path extends PathContract {

    @Override
    protected Backend backend() {
      return named();
    }
  }

  /** See {@link ProjectionContract}. */
  @Nested
  final class Projection extends ProjectionContract {

    @Override
    protected Backend backend() {
      return named();
    }
  }

  /** See {@link ReadRepositoryContract}. */
  @Nested
  final class ReadRepository extends ReadRepositoryContract {

    @Override
    protected Backend backend() {
      return named();
    }
  }

  /** See {@link RefusedConditionContract}. */
  @Nested
  final class RefusedCondition extends RefusedConditionContract {

    @Override
    protected Backend backend() {
      return named();
    }
  }

  /** See {@link SortContract}. */
  @Nested
  final class Sort extends SortContract {

    @Override
    protected Backend backend() {
      return named();
    }
  }

  /** See {@link StreamContract}. */
  @Nested
  final class Stream extends StreamContract {

    @Override
    protected Backend backend() {
      return named();
    }
  }

  /** See {@link UnreadableRowContract}. */
  @Nested
  final class UnreadableRow extends UnreadableRowContract {

    @Override
    protected Backend backend() {
      return named();
    }
  }

  /** See {@link AttemptContract}. */
  @Nested
  final class Attempt extends AttemptContract {

    @Override
    protected Backend backend() {
      return named();
    }
  }

  /** See {@link BulkContract}. */
  @Nested
  final class Bulk extends BulkContract {

    @Override
    protected Backend backend() {
      return named();
    }
  }

  /** See {@link ChangedInPlaceContract}. */
  @Nested
  final class ChangedInPlace extends ChangedInPlaceContract {

    @Override
    protected Backend backend() {
      return named();
    }
  }

  /** See {@link DisconnectedCopyContract}. */
  @Nested
  final class DisconnectedCopy extends DisconnectedCopyContract {

    @Override
    protected Backend backend() {
      return named();
    }
  }

  /** See {@link FlushPlanContract}. */
  @Nested
  final class FlushPlan extends FlushPlanContract {

    @Override
    protected Backend backend() {
      return named();
    }
  }

  /** See {@link GrowthContract}. */
  @Nested
  @EnabledIfSystemProperty(named = NIGHTLY, matches = "true")
  final class Growth extends GrowthContract {

    @Override
    protected Backend backend() {
      return named();
    }
  }

  /** See {@link IdentityMapContract}. */
  @Nested
  final class IdentityMap extends IdentityMapContract {

    @Override
    protected Backend backend() {
      return named();
    }
  }

  /** See {@link PipelinedCommitContract}. */
  @Nested
  final class PipelinedCommit extends PipelinedCommitContract {

    @Override
    protected Backend backend() {
      return named();
    }
  }

  /** See {@link RefreshContract}. */
  @Nested
  final class Refresh extends RefreshContract {

    @Override
    protected Backend backend() {
      return named();
    }
  }

  /** See {@link SetBasedChangeContract}. */
  @Nested
  final class SetBasedChange extends SetBasedChangeContract {

    @Override
    protected Backend backend() {
      return named();
    }
  }

  /** See {@link UnitOfWorkContract}. */
  @Nested
  final class UnitOfWork extends UnitOfWorkContract {

    @Override
    protected Backend backend() {
      return named();
    }
  }

  /** See {@link UserCodeContract}. */
  @Nested
  final class UserCode extends UserCodeContract {

    @Override
    protected Backend backend() {
      return named();
    }
  }

  /** See {@link VersionContract}. */
  @Nested
  final class Version extends VersionContract {

    @Override
    protected Backend backend() {
      return named();
    }
  }
}
