package org.bilayer.inmemory.internal.session;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.bilayer.failure.CancelledException;
import org.bilayer.failure.DeadlineExceededException;
import org.bilayer.inmemory.internal.table.Root;
import org.bilayer.inmemory.internal.table.RowChange;
import org.jspecify.annotations.Nullable;

/** The newest committed state of a store, and the commits that replace it. Thread-safe. */
final class Commits {
  /*
   * The committed data is one immutable root behind one volatile field. To read is to follow the pointer, to take a
   * snapshot is to keep it, to commit is to replace it: indexes cannot disagree with rows, half a commit cannot be seen,
   * and old states are the garbage collector's business. Version chains per row were refused: they need a visibility test
   * for each row read, and a vacuum.
   *
   * Commit, in this order, everything but the first step under one lock:
   *   1. nothing written: done; a reader keeps the place of its snapshot in the order of commits, so there is no
   *      read-only anomaly [1];
   *   2. locked rows must be what they were, and at SERIALIZABLE no change committed since the snapshot may touch what was
   *      read: backward validation [2], which makes the order of commits the serial order. It refuses more than a search
   *      for dangerous structures [3] would, and needs no graph;
   *   3. the changes are repeated on the newest root, see Rebase. If nobody committed since the snapshot, the session's
   *      own root is that already;
   *   4. the changes go to the log and the root is published: one reference and one volatile write, which cannot fail.
   * Whatever is thrown before step 4, an Error included, leaves the old root in place, and there is nothing to undo.
   *
   * Cost of a commit: O(rows written x indexes x log rows), and at SERIALIZABLE rows committed since the snapshot x
   * predicates.
   *
   * [1] A. Fekete, E. O'Neil, P. O'Neil, A read-only transaction anomaly under snapshot isolation, SIGMOD Record 33(3),
   *     2004.
   * [2] H. T. Kung, J. T. Robinson, On optimistic methods for concurrency control, ACM Transactions on Database Systems
   *     6(2), 1981.
   * [3] M. J. Cahill, U. Röhm, A. D. Fekete, Serializable isolation for snapshot databases, ACM Transactions on Database
   *     Systems 34(4), 2009.
   */

  private static final int SWEEPS_PER_AGE = 16;

  private final IsolationRules rules;
  private final OpenSessions sessions;
  private final long maxSnapshotAge;
  private final ReentrantLock lock = new ReentrantLock();
  private final CommitLog log = new CommitLog(); // guarded by lock
  private volatile Root root;

  Commits(Root root, IsolationRules rules, OpenSessions sessions, long maxSnapshotAge) {
    this.root = root;
    this.rules = rules;
    this.sessions = sessions;
    this.maxSnapshotAge = maxSnapshotAge;
  }

  /** The newest committed state. */
  Root root() {
    return root;
  }

  /**
   * Makes a session's writes visible at once.
   *
   * @throws CancelledException if the thread is interrupted; the flag is kept
   */
  void commit(SessionLife session, Transaction transaction) {
    if (Thread.currentThread().isInterrupted()) {
      throw cancelled(null);
    }
    if (!transaction.hasWritten()) {
      transaction.checkLocks(root);
      return;
    }
    acquire(session);
    try {
      session.checkOpen();
      publish(session, transaction);
    } finally {
      lock.unlock();
    }
  }

  private void publish(SessionLife session, Transaction transaction) {
    Root newest = root;
    rules.validate(transaction, newest, log);
    List<RowChange> changes = transaction.changes();
    long sequence = newest.sequence + changes.size();
    Root next = transaction.onto(newest).at(sequence);
    var entry = new CommitLog.Entry(sequence, changes);
    log.append(entry);
    replace(next);
    if (log.isTrimDue()) {
      trim();
    }
    long sweep = Math.max(1, maxSnapshotAge / SWEEPS_PER_AGE);
    if (newest.sequence / sweep != sequence / sweep) {
      sessions.expire(sequence - maxSnapshotAge, session.state());
    }
  }

  /** Makes a state the newest one; under the commit lock. */
  void replace(Root next) {
    root = next;
  }

  private void trim() {
    log.trim(rules.forgettableUpTo(sessions.oldestValidatedSnapshot()));
  }

  private void acquire(SessionLife session) {
    try {
      if (!session.isLimited()) {
        lock.lockInterruptibly();
      } else if (!lock.tryLock(session.nanosLeft(), TimeUnit.NANOSECONDS)) {
        throw new DeadlineExceededException(
            "The time allowed for the unit of work was over before it could commit.", null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw cancelled(e);
    }
  }

  private static CancelledException cancelled(@Nullable Throwable cause) {
    return new CancelledException(
        "The thread was interrupted before the unit of work was committed.", cause);
  }

  /** Notes that a session has ended; the log may have been waiting for it. */
  void sessionEnded(boolean wasValidated) {
    if (wasValidated && lock.tryLock()) {
      try {
        long oldest = rules.forgettableUpTo(sessions.oldestValidatedSnapshot());
        // Where the oldest session is still the same, a walk through the log would find nothing to
        // forget.
        if (log.length() > 0 && log.canForget(oldest)) {
          log.trim(oldest);
        }
      } finally {
        lock.unlock();
      }
    }
  }

  /** How many commits are kept for sessions that are still to be validated. */
  int logLength() {
    lock.lock();
    try {
      trim();
      return log.length();
    } finally {
      lock.unlock();
    }
  }
}
