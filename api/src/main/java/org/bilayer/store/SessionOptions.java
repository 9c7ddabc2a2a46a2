package org.bilayer.store;

import java.util.Optional;
import org.bilayer.value.Level;

/**
 * What the engine asks of a session. Immutable; methods that take a value return a changed copy.
 */
public final class SessionOptions {

  private final Level level;
  private final boolean readOnly;
  private final Optional<Long> deadlineNanos;
  private final boolean resolveCommit;
  private final boolean singleRead;

  private SessionOptions(
      Level level,
      boolean readOnly,
      Optional<Long> deadlineNanos,
      boolean resolveCommit,
      boolean singleRead) {
    this.level = level;
    this.readOnly = readOnly;
    this.deadlineNanos = deadlineNanos;
    this.resolveCommit = resolveCommit;
    this.singleRead = singleRead;
  }

  /**
   * A session for any number of calls that leaves a commit without an answer to its caller.
   *
   * @param level the isolation that must be given, never less
   * @param readOnly whether the engine will refuse every write; a hint for the backend
   * @param deadlineNanos {@link System#nanoTime()} after which calls should fail with {@code
   *     DeadlineExceededException}; empty for no limit
   */
  public static SessionOptions of(Level level, boolean readOnly, Optional<Long> deadlineNanos) {
    return new SessionOptions(level, readOnly, deadlineNanos, false, false);
  }

  /** Whether {@link StoreSession#commit} finds out itself what became of a commit whose answer was lost. */
  public SessionOptions resolveCommit(boolean resolveCommit) {
    return new SessionOptions(level, readOnly, deadlineNanos, resolveCommit, singleRead);
  }

  /**
   * Whether the session will be asked to read once and then be committed: it may do so without a transaction if the answer
   * is the same.
   */
  public SessionOptions singleRead(boolean singleRead) {
    return new SessionOptions(level, readOnly, deadlineNanos, resolveCommit, singleRead);
  }

  /** The isolation that must be given, never less. */
  public Level level() {
    return level;
  }

  /** Whether the engine will refuse every write; a hint for the backend. */
  public boolean readOnly() {
    return readOnly;
  }

  /**
   * {@link System#nanoTime()} after which calls should fail with {@code DeadlineExceededException}; empty for no limit.
   */
  public Optional<Long> deadlineNanos() {
    return deadlineNanos;
  }

  /** See {@link #resolveCommit(boolean)}. */
  public boolean resolveCommit() {
    return resolveCommit;
  }

  /** See {@link #singleRead(boolean)}. */
  public boolean singleRead() {
    return singleRead;
  }
}
