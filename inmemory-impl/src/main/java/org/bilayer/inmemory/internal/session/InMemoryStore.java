package org.bilayer.inmemory.internal.session;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.bilayer.inmemory.internal.table.Constraints;
import org.bilayer.inmemory.internal.table.Root;
import org.bilayer.inmemory.internal.table.StoreShape;
import org.bilayer.store.Schema;
import org.bilayer.store.SchemaDifference;
import org.bilayer.store.SessionOptions;
import org.bilayer.store.Store;
import org.bilayer.store.Table;
import org.bilayer.value.Level;

/**
 * Rows in memory, with transactions at all three levels. Empty when created; gone when no longer reachable.
 *
 * <p>Readers never wait. Sessions that wrote wait for each other only while one of them commits.
 *
 * <p>Thread-safe.
 */
public final class InMemoryStore implements Store {

  /** How many rows others may change before a snapshot is given up: what a forgotten session can keep in memory. */
  public static final long SNAPSHOT_AGE_MAX = 1_000_000;

  static final String NAME = "memory";

  private final StoreContext context;
  private final long maxSnapshotAge;
  private final AtomicLong opened = new AtomicLong();
  private volatile boolean closed;

  InMemoryStore(Schema schema, long seed, long maxSnapshotAge, IsolationRules rules) {
    this(
        new Constraints(schema),
        new Sequences(schema),
        seed,
        maxSnapshotAge,
        rules,
        Optional.empty());
  }

  private InMemoryStore(
      Constraints constraints,
      Sequences sequences,
      long seed,
      long maxSnapshotAge,
      IsolationRules rules,
      Optional<Root> root) {
    this.maxSnapshotAge = maxSnapshotAge;
    var sessions = new OpenSessions();
    this.context = new StoreContext(
        constraints,
        sequences,
        seed,
        rules,
        rules.newRebase(constraints),
        sessions,
        new Commits(
            root.orElseGet(() -> Root.empty(constraints.store())), rules, sessions, maxSnapshotAge),
        new AtomicInteger());
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
    return new InMemoryStore(schema, seed, maxSnapshotAge, IsolationRules.RIGHT);
  }

  @Override
  public String name() {
    return NAME;
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
    return new InMemorySession(context, options, opened.getAndIncrement());
  }

  /** None: the store made its tables itself. */
  @Override
  public List<SchemaDifference> differences() {
    return List.of();
  }

  /** Nothing is left to do: the numbers continue behind an assigned key as soon as it is written. */
  @Override
  public void continueKeys(Table table) {}

  /** Shares the immutable root, so nothing is copied but the places of the sequences. */
  @Override
  public Optional<Store> fork(long newSeed) {
    // In this order: a number that is in the root must not be given out again.
    Root taken = root();
    Sequences places = context.sequences().copy();
    return Optional.of(new InMemoryStore(
        context.constraints(),
        places,
        newSeed,
        maxSnapshotAge,
        context.rules(),
        Optional.of(taken)));
  }

  /** Refuses new sessions. Those still open can end. */
  @Override
  public void close() {
    closed = true;
  }

  public StoreShape shape() {
    return context.shape();
  }

  /** The newest committed state. */
  public Root root() {
    return context.commits().root();
  }

  // --- for tests of this package

  Constraints constraints() {
    return context.constraints();
  }

  Commits commits() {
    return context.commits();
  }

  OpenSessions sessions() {
    return context.sessions();
  }

  AtomicInteger openCursors() {
    return context.openCursors();
  }

  /** How many commits are kept for sessions that are still to be validated. */
  int logLength() {
    return context.commits().logLength();
  }
}
