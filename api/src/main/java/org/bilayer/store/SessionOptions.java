package org.bilayer.store;

import java.util.Optional;
import org.bilayer.value.Level;

/**
 * What the engine asks of a session.
 *
 * @param level the isolation that must be given, never less
 * @param readOnly whether the engine will refuse every write; a hint for the backend
 * @param deadlineNanos {@link System#nanoTime()} after which calls should fail with {@code
 *     DeadlineExceededException}; empty for no limit
 * @param resolveCommit whether {@link StoreSession#commit} finds out itself what became of a commit whose answer was lost
 * @param singleRead whether the session will be asked to read once and then be committed: it may do so without a transaction
 *     if the answer is the same
 */
public record SessionOptions(
    Level level,
    boolean readOnly,
    Optional<Long> deadlineNanos,
    boolean resolveCommit,
    boolean singleRead) {

  /** A session for any number of calls. */
  public SessionOptions(
      Level level, boolean readOnly, Optional<Long> deadlineNanos, boolean resolveCommit) {
    this(level, readOnly, deadlineNanos, resolveCommit, false);
  }

  /** A session that leaves a commit without an answer to its caller. */
  public SessionOptions(Level level, boolean readOnly, Optional<Long> deadlineNanos) {
    this(level, readOnly, deadlineNanos, false);
  }
}
