package org.bilayer.mybatis.internal.session;

import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bilayer.failure.CommitUnknownException;
import org.bilayer.failure.UnavailableException;
import org.bilayer.mybatis.internal.connection.Deadline;
import org.bilayer.mybatis.internal.connection.Ending;
import org.bilayer.mybatis.internal.session.CommitTrace.Verdict;
import org.bilayer.value.Level;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out the outcome of a commit whose answer was lost, on other connections. */
final class CommitResolution {

  /*
   * The question is repeated until there is an answer, because a server may need time to detect a lost connection or
   * to restart. The question is asked at least once, even after the deadline, because the outcome already exists.
   */

  private static final Logger LOG = LoggerFactory.getLogger(CommitResolution.class);

  /** The time limit of the resolution if the unit of work has no deadline. */
  private static final long NANOS_MAX = TimeUnit.SECONDS.toNanos(20);

  private static final long FIRST_PAUSE_MILLIS = 10;

  /** Long enough for a pool to test a connection that was returned dead. */
  private static final long PAUSE_MILLIS_MAX = 1_000;

  private final StoreContext store;
  private final CommitTrace trace;
  private final Deadline deadline;

  CommitResolution(StoreContext store, CommitTrace trace, Deadline deadline) {
    this.store = store;
    this.trace = trace;
    this.deadline = deadline;
  }

  /**
   * Returns if the commit took effect.
   *
   * @throws UnavailableException if the commit did not take effect and never will
   * @throws CommitUnknownException {@code unknown}, if the outcome could not be found out
   */
  void resolve(CommitUnknownException unknown) {
    Verdict verdict = ask(unknown);
    if (verdict == Verdict.OPEN) {
      throw unknown;
    }
    LOG.info("The answer to a COMMIT was lost; the unit of work is {}", verdict);
    if (verdict == Verdict.NOT_COMMITTED) {
      throw new UnavailableException(
          "The connection was lost at COMMIT, and the database reports that COMMIT was not "
              + "executed; nothing of"
              + " the unit of work is stored. Retry the unit on a new connection.",
          unknown);
    }
  }

  private Verdict ask(CommitUnknownException unknown) {
    long started = System.nanoTime();
    long pause = FIRST_PAUSE_MILLIS;
    while (true) {
      try {
        Verdict verdict = askOnce();
        if (verdict != Verdict.OPEN) {
          return verdict;
        }
      } catch (Exception e) {
        // The database cannot be reached, or the transaction still runs. The final failure shows
        // the first of these exceptions.
        if (unknown.getSuppressed().length == 0) {
          unknown.addSuppressed(e);
        }
      }
      boolean late = deadline.isSet() ? deadline.isOver() : System.nanoTime() - started > NANOS_MAX;
      if (late || !paused(pause)) {
        return Verdict.OPEN;
      }
      pause = Math.min(PAUSE_MILLIS_MAX, pause * 2);
    }
  }

  private Verdict askOnce() throws SQLException {
    int seconds = seconds();
    var question = new Deadline(Optional.of(System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds)));
    var unitConnection = new UnitConnection(store, Level.READ_COMMITTED, question, false);
    Verdict verdict;
    try {
      unitConnection.sendBeginSql();
      verdict = trace.follow(unitConnection.connection(), seconds);
    } catch (Throwable e) {
      // The state of the connection is unknown. The pool must not lend it again.
      unitConnection.discard(e);
      throw e;
    }
    // After the answer, a failure of this connection does not change the outcome.
    Throwable failure = new Ending().step(unitConnection::rollback).failure();
    if (failure != null) {
      LOG.debug(
          "The connection that was used to find out the outcome of a COMMIT could not be "
              + "returned",
          failure);
    }
    return verdict;
  }

  /** The time limit of one question in seconds. Short enough for several questions. */
  private int seconds() {
    Integer left = deadline.seconds();
    return left == null ? 5 : Math.min(left, 5);
  }

  private static boolean paused(long millis) {
    try {
      Thread.sleep(millis);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
