package org.bilayer.inmemory.internal.session;

import org.bilayer.failure.CancelledException;
import org.bilayer.failure.DeadlineExceededException;
import org.bilayer.failure.WriteConflictException;
import org.bilayer.inmemory.internal.session.OpenSessions.Slot;
import org.bilayer.store.SessionOptions;

/** From the beginning of a session to its end: whether the session may go on, and its deadline. One thread at a time. */
final class SessionLife {

  private final SessionState state;
  private final Slot slot;
  private final boolean isLimited;
  private final long deadlineNanos;

  SessionLife(SessionState state, Slot slot, SessionOptions options) {
    this.state = state;
    this.slot = slot;
    this.isLimited = options.deadlineNanos().isPresent();
    this.deadlineNanos = options.deadlineNanos().orElse(0L);
  }

  /**
   * The running transaction, for an operation that begins.
   *
   * @throws DeadlineExceededException if the time allowed is over
   * @throws CancelledException if the thread is interrupted; the flag is kept
   * @throws WriteConflictException if the snapshot is too old and not kept
   * @throws IllegalStateException if the session has ended
   */
  Transaction begin() {
    Transaction current = transaction();
    if (isLimited && nanosLeft() < 0) {
      throw new DeadlineExceededException(
          "The time allowed for the unit of work is over; nothing of it is stored.", null);
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new CancelledException(
          "The thread was interrupted; nothing of the unit of work is stored.", null);
    }
    return current;
  }

  private Transaction transaction() {
    Transaction current = state.transaction();
    if (current != null) {
      return current;
    }
    // A session that ends leaves its slot: a session without a transaction that holds its slot was
    // expired.
    if (state.isExpired() || slot.holds(state)) {
      throw tooOld();
    }
    throw ended();
  }

  /**
   * Checks that the snapshot is still kept and that nobody has ended the session meanwhile, as a layer does that is closed. Under the
   * commit lock what was read can be validated if this is so.
   *
   * @throws WriteConflictException if the snapshot is not kept
   * @throws IllegalStateException if the session has ended
   */
  void checkOpen() {
    if (state.isExpired()) {
      throw tooOld();
    }
    if (!slot.holds(state)) {
      throw ended();
    }
  }

  private static IllegalStateException ended() {
    return new IllegalStateException("The session has ended.");
  }

  private static WriteConflictException tooOld() {
    return new WriteConflictException(
        "The snapshot is too old: since the snapshot was taken, other units of work have changed "
            + "more rows than the store keeps old versions of. Use shorter units of work, and close each of them.",
        null);
  }

  /** Ends the session; returns true to the first call, and false to later ones. */
  boolean end() {
    boolean isFirst = slot.leave(state);
    state.end();
    return isFirst;
  }

  SessionState state() {
    return state;
  }

  boolean isLimited() {
    return isLimited;
  }

  /** What is left of the time allowed, if it is limited. */
  long nanosLeft() {
    return deadlineNanos - System.nanoTime();
  }
}
