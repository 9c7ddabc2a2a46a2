package org.bilayer.mybatis.internal.connection;

import org.jspecify.annotations.Nullable;

/**
 * A sequence of closing steps. Each step runs, even if earlier steps have failed. All exceptions are collected. One
 * thread at a time.
 */
public final class Ending {

  /** A step that frees or ends a resource. */
  @FunctionalInterface
  public interface Step {
    void run() throws Exception;
  }

  private @Nullable Throwable first;

  /** Runs a step. Throws no exception. */
  @SuppressWarnings("CatchingUnchecked") // code of others throws checked exceptions undeclared
  public Ending step(Step step) {
    try {
      step.run();
    } catch (Throwable e) {
      if (first == null) {
        first = e;
      } else {
        suppress(e, first);
      }
    }
    return this;
  }

  /** The first exception, with the later exceptions suppressed. Null if no step has failed. */
  @Nullable
  public Throwable failure() {
    return first;
  }

  /** Throws the first exception, if there is one. A checked exception is wrapped into an unchecked exception. */
  public void rethrow() {
    Throwable failure = first;
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (failure != null) {
      throw new IllegalStateException(failure);
    }
  }

  /** Adds the exceptions to an earlier failure. */
  public void addTo(Throwable reason) {
    if (first != null) {
      suppress(first, reason);
    }
  }

  /** A throwable cannot suppress itself, and the same throwable may be thrown twice. */
  @SuppressWarnings("ReferenceEquality")
  static void suppress(Throwable second, Throwable reason) {
    if (second != reason) {
      reason.addSuppressed(second);
    }
  }
}
