package org.bilayer.mybatis.internal.connection;

import org.jspecify.annotations.Nullable;

/**
 * The end of something, as steps: each is taken, whatever became of those before. What they throw is collected, of every kind, and
 * given to whoever asks. One thread at a time.
 */
public final class Ending {

  /** Frees or ends something. */
  @FunctionalInterface
  public interface Step {
    void run() throws Exception;
  }

  private @Nullable Throwable first;

  /** Takes a step. Throws nothing. */
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

  /** What was thrown first, with the rest suppressed in it; null if nothing was. */
  @Nullable
  public Throwable failure() {
    return first;
  }

  /** Throws what was thrown first, if anything was; what is no unchecked exception comes in one. */
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

  /** Lets a failure that came before carry what was thrown. */
  public void addTo(Throwable reason) {
    if (first != null) {
      suppress(first, reason);
    }
  }

  /** A throwable refuses to suppress itself, and one may be thrown twice. */
  @SuppressWarnings("ReferenceEquality")
  static void suppress(Throwable second, Throwable reason) {
    if (second != reason) {
      reason.addSuppressed(second);
    }
  }
}
