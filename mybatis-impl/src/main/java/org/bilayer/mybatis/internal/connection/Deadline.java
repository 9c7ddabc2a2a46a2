package org.bilayer.mybatis.internal.connection;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.bilayer.failure.DeadlineExceededException;
import org.jspecify.annotations.Nullable;

/** The deadline of a unit of work, if there is one. Immutable. */
public final class Deadline {

  private final Optional<Long> nanos;

  public Deadline(Optional<Long> nanos) {
    this.nanos = nanos;
  }

  /** In the time of System.nanoTime. Empty if there is no deadline. */
  public Optional<Long> nanos() {
    return nanos;
  }

  public boolean isSet() {
    return nanos.isPresent();
  }

  public boolean isOver() {
    return nanos.isPresent() && left() <= 0;
  }

  private long left() {
    return nanos.map(end -> end - System.nanoTime()).orElse(Long.MAX_VALUE);
  }

  /** Refuses a new operation after the deadline. */
  public void check() {
    if (isOver()) {
      throw new DeadlineExceededException(
          "The time allowed for the unit of work is over; nothing of it is stored. Allow more time in"
              + " UnitOptions.timeout, or do less in one unit.",
          null);
    }
  }

  /** The remaining time in whole seconds, rounded up, as JDBC requires. Null if there is no limit. */
  @Nullable
  public Integer seconds() {
    if (nanos.isEmpty()) {
      return null;
    }
    long seconds = TimeUnit.NANOSECONDS.toSeconds(left() + TimeUnit.SECONDS.toNanos(1) - 1);
    return (int) Math.max(1, Math.min(seconds, Integer.MAX_VALUE));
  }

  /** The remaining time. Empty if there is no limit. */
  public OptionalInt millis() {
    return isSet()
        ? OptionalInt.of(
            (int) Math.min(Integer.MAX_VALUE, Math.max(1, TimeUnit.NANOSECONDS.toMillis(left()))))
        : OptionalInt.empty();
  }

  /** The remaining time for the answer of a server, and a little more, so that the server's own time limit ends first. */
  public int socketMillis() {
    long millis = TimeUnit.NANOSECONDS.toMillis(Math.max(0, left())) + SOCKET_GRACE_MILLIS;
    return (int) Math.min(millis, Integer.MAX_VALUE);
  }

  private static final long SOCKET_GRACE_MILLIS = 2_000;
}
