package org.bilayer.inmemory.internal.session;

import org.bilayer.failure.CancelledException;
import org.bilayer.failure.DeadlineExceededException;
import org.bilayer.failure.WriteConflictException;
import org.bilayer.inmemory.internal.session.OpenSessions.Slot;
import org.bilayer.store.SessionOptions;

/**
 * The state of a session from its beginning to its end: whether the session may continue, and its deadline. One
 * thread at a time.
 */
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
   * Returns the running transaction. Called at the beginning of each operation.
   *
   * @throws DeadlineExceededException if the time allowed is over
   * @throws CancelledException if the thread is interrupted; the interrupt flag stays set
   * @throws WriteConflictException if the snapshot is too old and was discarded
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
    // A session leaves its slot at its end. A session without a transaction that still has its
    // slot was expired.
    if (state.isExpired() || slot.holds(state)) {
      throw tooOld();
    }
    throw ended();
  }

  /**
   * Checks that the snapshot was not discarded, and that no other thread has ended the session, for example by
   * closing the layer. After this check, the reads can be validated under the commit lock.
   *
   * @throws WriteConflictException if the snapshot was discarded
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

  /** Ends the session. Returns true at the first call, and false at later calls. */
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

  /** The remaining time, if the time is limited. */
  long nanosLeft() {
    return deadlineNanos - System.nanoTime();
  }
}
