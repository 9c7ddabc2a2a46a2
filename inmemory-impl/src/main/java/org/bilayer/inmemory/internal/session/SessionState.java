package org.bilayer.inmemory.internal.session;

import org.jspecify.annotations.Nullable;

/**
 * The part of a session that committing threads of other sessions may read and change: the transaction and the age of
 * the snapshot.
 */
final class SessionState {

  /** Less than the number of any root. */
  private static final long NO_SNAPSHOT = 0;

  /**
   * Null after the end of the session. A committing thread that expires the session removes the transaction, so that
   * the garbage collector can free its roots. Not volatile: a late read of the old value is harmless, and the commit
   * reads {@link #isExpired} under the lock.
   */
  private @Nullable Transaction transaction;

  private volatile boolean expired;

  /** The number of the root that the session reads, or of an older root. Committing threads read this field. */
  private volatile long snapshot;

  SessionState(Transaction transaction) {
    this.transaction = transaction;
  }

  /** The running transaction. Null after the session has ended or expired. */
  @Nullable
  Transaction transaction() {
    return transaction;
  }

  boolean isExpired() {
    return expired;
  }

  /** The number of the snapshot. {@code Long.MAX_VALUE} if there is none. */
  long snapshot() {
    long number = snapshot;
    return number == NO_SNAPSHOT ? Long.MAX_VALUE : number;
  }

  /** Announces the number of the snapshot that the session takes next. */
  void announceSnapshot(long number) {
    snapshot = number;
  }

  /** Discards the snapshot. A committing thread calls this method under the commit lock. */
  void expire() {
    expired = true;
    snapshot = NO_SNAPSHOT;
    transaction = null;
  }

  /** Discards the transaction at the end of the session. */
  void end() {
    transaction = null;
  }
}
