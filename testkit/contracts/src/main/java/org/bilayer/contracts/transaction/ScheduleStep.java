package org.bilayer.contracts.transaction;

import java.util.function.Function;
import org.bilayer.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * One call that a unit of a {@link Schedule} makes, under a name that is unique in its schedule. Immutable.
 *
 * @param name how orders and outcomes call it: letters and digits
 * @param kind what the call does, for the outcome of a step that fails
 * @param call what is done with the unit; the result is what the step observed, null if there is nothing to observe
 */
public record ScheduleStep(String name, Kind kind, Function<UnitOfWork, @Nullable Object> call) {

  /** What a step does. */
  public enum Kind {
    /** Looks. */
    READ,
    /** Changes; the change is flushed before the step ends. */
    WRITE,
    /** Ends the unit, successfully. */
    COMMIT,
    /** Ends the unit. */
    ROLLBACK
  }

  /** Checks the name. */
  public ScheduleStep {
    if (!name.matches("\\w+")) {
      throw new IllegalArgumentException(
          "A step is named by letters and digits [name=" + name + "].");
    }
  }

  /** A step that looks, and returns what it saw. */
  public static ScheduleStep read(String name, Function<UnitOfWork, @Nullable Object> call) {
    return new ScheduleStep(name, Kind.READ, call);
  }

  /** A step that changes something, which is flushed at once, and returns what it saw of it. */
  public static ScheduleStep write(String name, Function<UnitOfWork, @Nullable Object> call) {
    return new ScheduleStep(name, Kind.WRITE, work -> {
      Object result = call.apply(work);
      work.flush();
      return result;
    });
  }

  /** The commit. */
  public static ScheduleStep commit(String name) {
    return new ScheduleStep(name, Kind.COMMIT, work -> {
      work.commit();
      return null;
    });
  }

  /** The rollback. */
  public static ScheduleStep rollback(String name) {
    return new ScheduleStep(name, Kind.ROLLBACK, work -> {
      work.rollback();
      return null;
    });
  }
}
