package org.bilayer.mybatis.internal.connection;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.bilayer.failure.DeadlineExceededException;
import org.jspecify.annotations.Nullable;

/** When a unit of work has to be over, if it has to. Immutable. */
public final class Deadline {

  private final Optional<Long> nanos;

  public Deadline(Optional<Long> nanos) {
    this.nanos = nanos;
  }

  /** As System.nanoTime counts; empty for none. */
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

  /** Refuses to begin anything after the deadline. */
  public void check() {
    if (isOver()) {
      throw new DeadlineExceededException(
          "The time allowed for the unit of work is over; nothing of it is stored. Allow more time in"
              + " UnitOptions.timeout, or do less in one unit.",
          null);
    }
  }

  /** What is left as JDBC counts it, in whole seconds rounded up; null for no limit. */
  @Nullable
  public Integer seconds() {
    if (nanos.isEmpty()) {
      return null;
    }
    long seconds = TimeUnit.NANOSECONDS.toSeconds(left() + TimeUnit.SECONDS.toNanos(1) - 1);
    return (int) Math.max(1, Math.min(seconds, Integer.MAX_VALUE));
  }

  /** What is left; empty for no limit. */
  public OptionalInt millis() {
    return isSet()
        ? OptionalInt.of(
            (int) Math.min(Integer.MAX_VALUE, Math.max(1, TimeUnit.NANOSECONDS.toMillis(left()))))
        : OptionalInt.empty();
  }

  /** What is left for the answer of a server, and a little more, so that its own time limit strikes first. */
  public int socketMillis() {
    long millis = TimeUnit.NANOSECONDS.toMillis(Math.max(0, left())) + SOCKET_GRACE_MILLIS;
    return (int) Math.min(millis, Integer.MAX_VALUE);
  }

  private static final long SOCKET_GRACE_MILLIS = 2_000;
}
