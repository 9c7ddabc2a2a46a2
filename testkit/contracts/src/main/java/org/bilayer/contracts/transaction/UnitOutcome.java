package org.bilayer.contracts.transaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bilayer.failure.DataException;
import org.jspecify.annotations.Nullable;

/** What came of a {@link Schedule}. Immutable. */
public final class UnitOutcome {

  /**
   * What came of a step.
   *
   * @param unit the place of its unit in the schedule
   * @param step the step
   * @param value what it observed, if it ended normally
   * @param failure how it failed; null if it did not
   * @param waited whether it had to wait for another unit
   * @param skipped whether it was not made, since its unit had failed before
   * @param startNanos when it was begun
   * @param endNanos when it was over
   */
  public record Result(
      int unit,
      ScheduleStep step,
      @Nullable Object value,
      @Nullable DataException failure,
      boolean waited,
      boolean skipped,
      long startNanos,
      long endNanos) {

    @Override
    public String toString() {
      String what = skipped
          ? "-"
          : failure != null ? "!" + failure.getClass().getSimpleName() : String.valueOf(value);
      return step.name() + (waited ? "*" : "") + "=" + what;
    }
  }

  private final Schedule schedule;
  private final List<Result> results;

  UnitOutcome(Schedule schedule, List<Result> results) {
    this.schedule = schedule;
    this.results = List.copyOf(results);
  }

  /** What came of every step, in the order in which they were to be made; unmodifiable. */
  public List<Result> results() {
    return results;
  }

  /** What came of a step. */
  public Result result(String step) {
    for (Result result : results) {
      if (result.step().name().equals(step)) {
        return result;
      }
    }
    throw new IllegalArgumentException("The schedule has no such step [step=" + step + "].");
  }

  /** What a step observed; null also if it failed or was not made. */
  public @Nullable Object value(String step) {
    return result(step).value();
  }

  /** Whether a unit has committed. */
  public boolean committed(String unit) {
    return results.stream()
        .anyMatch(result -> schedule.units().get(result.unit()).name().equals(unit)
            && result.step().kind() == ScheduleStep.Kind.COMMIT
            && result.failure() == null
            && !result.skipped());
  }

  /** Whether all units that were to commit have. */
  public boolean allCommitted() {
    return firstFailure().isEmpty();
  }

  /** The first step that failed. */
  public Optional<Result> firstFailure() {
    return results.stream().filter(result -> result.failure() != null).findFirst();
  }

  /** Whether some step had to wait. */
  public boolean waited() {
    return results.stream().anyMatch(Result::waited);
  }

  /** The results of one unit, in its order. */
  List<Result> of(int unit) {
    return results.stream().filter(result -> result.unit() == unit).toList();
  }

  Schedule schedule() {
    return schedule;
  }

  /** Each step with its result in the order of the schedule: {@code *} for one that waited, {@code -} for one not made. */
  @Override
  public String toString() {
    var text = new ArrayList<String>();
    results.forEach(result -> text.add(result.toString()));
    return String.join(" ", text);
  }
}
