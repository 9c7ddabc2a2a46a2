package org.bilayer.inmemory.internal.session;

import org.jspecify.annotations.Nullable;

/** What threads that commit may see and change of a session: its transaction and the age of its snapshot. */
final class SessionState {

  /** Less than the number of any root. */
  private static final long NO_SNAPSHOT = 0;

  /**
   * Null once the session has ended. A committing thread that expires the session takes the transaction away, so that its roots can
   * go. Not volatile: to read the old state for a moment longer does no harm, and commit looks at {@link #isExpired} under the lock.
   */
  private @Nullable Transaction transaction;

  private volatile boolean expired;

  /** The number of the root that the session sees, or of an older one; read by committing threads. */
  private volatile long snapshot;

  SessionState(Transaction transaction) {
    this.transaction = transaction;
  }

  /** The running transaction; null once the session has ended or is expired. */
  @Nullable
  Transaction transaction() {
    return transaction;
  }

  boolean isExpired() {
    return expired;
  }

  /** The number of the snapshot; the greatest long if there is none. */
  long snapshot() {
    long number = snapshot;
    return number == NO_SNAPSHOT ? Long.MAX_VALUE : number;
  }

  /** Announces the number of the snapshot that the session takes next. */
  void announceSnapshot(long number) {
    snapshot = number;
  }

  /** Lets go of the snapshot; called under the commit lock by a thread that commits. */
  void expire() {
    expired = true;
    snapshot = NO_SNAPSHOT;
    transaction = null;
  }

  /** Lets go of the transaction at the end of the session. */
  void end() {
    transaction = null;
  }
}
