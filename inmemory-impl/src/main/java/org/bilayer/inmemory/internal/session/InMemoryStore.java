package org.bilayer.inmemory.internal.session;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.bilayer.failure.CancelledException;
import org.bilayer.failure.DeadlineExceededException;
import org.bilayer.inmemory.internal.table.Root;
import org.bilayer.inmemory.internal.table.RowChange;
import org.bilayer.inmemory.internal.table.StoreShape;
import org.bilayer.store.Schema;
import org.bilayer.store.SchemaDifference;
import org.bilayer.store.SessionOptions;
import org.bilayer.store.Store;
import org.bilayer.value.Level;
import org.jspecify.annotations.Nullable;

/**
 * Rows in memory, with transactions at all three levels. Empty when created; gone when no longer reachable.
 *
 * <p>Readers never wait. Sessions that wrote wait for each other only while one of them commits.
 *
 * <p>Thread-safe.
 */
public final class InMemoryStore implements Store {
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

  /** How many rows others may change before a snapshot is given up: what a forgotten session can keep in memory. */
  public static final long SNAPSHOT_AGE_MAX = 1_000_000;

  private static final int SWEEPS_PER_AGE = 16;

  private final StoreShape shape;
  private final Sequences sequences;
  private final long seed;
  private final FaultHook faults;
  private final long maxSnapshotAge;
  private final IsolationRules rules;
  private final AtomicLong opened = new AtomicLong();
  private final AtomicInteger openCursors = new AtomicInteger();
  private final LiveSessions sessions = new LiveSessions();

  private final ReentrantLock commitLock = new ReentrantLock();
  private final CommitLog log = new CommitLog(); // guarded by commitLock
  private volatile Root root;
  private volatile boolean closed;

  InMemoryStore(Schema schema, long seed, FaultHook faults, long maxSnapshotAge) {
    this(schema, seed, faults, maxSnapshotAge, IsolationRules.RIGHT);
  }

  InMemoryStore(
      Schema schema, long seed, FaultHook faults, long maxSnapshotAge, IsolationRules rules) {
    this(
        new StoreShape(schema),
        new Sequences(schema),
        seed,
        faults,
        maxSnapshotAge,
        rules,
        Optional.empty());
  }

  private InMemoryStore(
      StoreShape shape,
      Sequences sequences,
      long seed,
      FaultHook faults,
      long maxSnapshotAge,
      IsolationRules rules,
      Optional<Root> root) {
    this.shape = shape;
    this.sequences = sequences;
    this.seed = seed;
    this.faults = faults;
    this.maxSnapshotAge = maxSnapshotAge;
    this.rules = rules;
    this.root = root.orElseGet(() -> Root.empty(shape));
  }

  /**
   * Creates an empty store for the tables of a schema.
   *
   * @param seed for the order of results that have none
   */
  public static InMemoryStore create(Schema schema, long seed) {
    return create(schema, seed, SNAPSHOT_AGE_MAX);
  }

  /**
   * As {@link #create(Schema, long)}, with another limit than {@link #SNAPSHOT_AGE_MAX}.
   *
   * @param maxSnapshotAge how many rows others may change before a snapshot is given up
   */
  public static InMemoryStore create(Schema schema, long seed, long maxSnapshotAge) {
    return new InMemoryStore(schema, seed, FaultHook.NONE, maxSnapshotAge);
  }

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public Set<Level> levels() {
    return Set.of(Level.values());
  }

  /**
   * Begins a session.
   *
   * @throws IllegalStateException if the store is closed
   */
  @Override
  public InMemorySession open(SessionOptions options) {
    if (closed) {
      throw new IllegalStateException("The store is closed.");
    }
    return new InMemorySession(this, options, opened.getAndIncrement());
  }

  /** None: the store made its tables itself. */
  @Override
  public List<SchemaDifference> differences() {
    return List.of();
  }

  /** Shares the immutable root, so nothing is copied but the places of the sequences. */
  @Override
  public Optional<Store> fork(long newSeed) {
    // In this order: a number that is in the root must not be given out again.
    Root taken = root;
    Sequences places = sequences.copy();
    return Optional.of(new InMemoryStore(
        shape, places, newSeed, faults, maxSnapshotAge, rules, Optional.of(taken)));
  }

  /** Refuses new sessions. Those still open can end. */
  @Override
  public void close() {
    closed = true;
  }

  /**
   * Makes a session's writes visible at once.
   *
   * @throws CancelledException if the thread is interrupted; the flag is kept
   */
  void commit(InMemorySession session, Transaction transaction) {
    if (Thread.currentThread().isInterrupted()) {
      throw cancelled(null);
    }
    if (!transaction.hasWritten()) {
      transaction.checkLocks(root);
      return;
    }
    lock(session);
    try {
      session.checkSeated();
      publish(session, transaction);
    } finally {
      commitLock.unlock();
    }
  }

  private void publish(InMemorySession session, Transaction transaction) {
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
      sessions.expire(sequence - maxSnapshotAge, session);
    }
  }

  /** Makes a state the newest one; under the commit lock. */
  void replace(Root next) {
    root = next;
  }

  private void trim() {
    log.trim(rules.forgettableUpTo(sessions.oldestValidatedSnapshot()));
  }

  private void lock(InMemorySession session) {
    try {
      if (!session.isLimited()) {
        commitLock.lockInterruptibly();
      } else if (!commitLock.tryLock(session.nanosLeft(), TimeUnit.NANOSECONDS)) {
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

  /** A session has ended; the log may have been waiting for it. */
  void left(boolean wasValidated) {
    if (wasValidated && commitLock.tryLock()) {
      try {
        long oldest = rules.forgettableUpTo(sessions.oldestValidatedSnapshot());
        // Where the oldest session is still the same, a walk through the log would find nothing to
        // forget.
        if (log.length() > 0 && log.canForget(oldest)) {
          log.trim(oldest);
        }
      } finally {
        commitLock.unlock();
      }
    }
  }

  /** For the order of results that have none. */
  long seed() {
    return seed;
  }

  public StoreShape shape() {
    return shape;
  }

  Sequences sequences() {
    return sequences;
  }

  /** The newest committed state. */
  public Root root() {
    return root;
  }

  IsolationRules rules() {
    return rules;
  }

  FaultHook faults() {
    return faults;
  }

  LiveSessions sessions() {
    return sessions;
  }

  AtomicInteger openCursors() {
    return openCursors;
  }

  /** How many commits are kept for sessions that are still to be validated. */
  int logLength() {
    commitLock.lock();
    try {
      trim();
      return log.length();
    } finally {
      commitLock.unlock();
    }
  }
}
