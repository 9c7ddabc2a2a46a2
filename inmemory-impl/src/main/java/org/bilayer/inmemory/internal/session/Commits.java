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
   * The committed data is one immutable root in one volatile field. A read follows the pointer, a snapshot keeps the
   * pointer, and a commit replaces the pointer. Therefore indexes always agree with rows, no session sees a part of a
   * commit, and the garbage collector removes old states. Version chains per row were refused, because they need a
   * visibility test for each row that is read, and a vacuum.
   *
   * The steps of a commit. All steps except the first hold one lock:
   *   1. a session that has written nothing is done. In the serial order, a reader has the place of its snapshot,
   *      therefore the read-only anomaly [1] cannot occur;
   *   2. locked rows must be unchanged. At SERIALIZABLE, no change that was committed after the snapshot may concern
   *      the reads: this is backward validation [2], and the order of commits is the serial order. Backward
   *      validation refuses more sessions than a search for dangerous structures [3], but needs no graph;
   *   3. the changes are repeated on the newest root, see Rebase. If no session has committed since the snapshot, the
   *      session's own root already is the result;
   *   4. the changes go to the log and the root is published: one reference and one volatile write, which cannot
   *      fail.
   * An exception or an Error before step 4 leaves the old root in place. Nothing has to be undone.
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
   * Publishes all writes of a session at the same moment.
   *
   * @throws CancelledException if the thread is interrupted; the interrupt flag stays set
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

  /** Makes a state the newest state. Called under the commit lock. */
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

  /** Called when a session has ended. The log may have kept commits for this session. */
  void sessionEnded(boolean wasValidated) {
    if (wasValidated && lock.tryLock()) {
      try {
        long oldest = rules.forgettableUpTo(sessions.oldestValidatedSnapshot());
        // If the oldest session is still the same, a walk through the log would remove nothing.
        if (log.length() > 0 && log.canForget(oldest)) {
          log.trim(oldest);
        }
      } finally {
        lock.unlock();
      }
    }
  }

  /** The number of commits that are kept for later validations. */
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
