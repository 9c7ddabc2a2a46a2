package org.bilayer.mybatis.internal.session;

import java.sql.SQLException;
import java.util.Optional;
import org.bilayer.failure.CommitUnknownException;
import org.bilayer.failure.DataException;
import org.bilayer.failure.UnavailableException;
import org.bilayer.mybatis.internal.connection.Ending;
import org.bilayer.mybatis.internal.connection.Failures;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a unit of work: commits, rolls back, and finds out the outcome of a commit whose answer was lost. One thread
 * at a time.
 */
final class UnitEnd {

  private static final Logger LOG = LoggerFactory.getLogger(UnitEnd.class);

  private final UnitContext unit;
  private final UnitMappers mappers;
  private final boolean resolveCommit;

  /**
   * Ends a unit of work.
   *
   * @param resolveCommit whether the outcome of a commit without an answer is resolved
   */
  UnitEnd(UnitContext unit, UnitMappers mappers, boolean resolveCommit) {
    this.unit = unit;
    this.mappers = mappers;
    this.resolveCommit = resolveCommit;
  }

  void commit() {
    Optional<CommitTrace> trace;
    try {
      trace = unit.run(null, "COMMIT", () -> {
        unit.closeStreams();
        return leaveTrace();
      });
    } catch (Throwable e) {
      new Ending().step(this::rollback).addTo(e);
      throw e;
    }
    unit.end();
    try {
      commitOrResolve(trace);
    } catch (Throwable e) {
      new Ending().step(() -> mappers.close(false)).addTo(e);
      throw e;
    }
    // The changes are stored. A later failure must not look like a failed commit.
    warn(
        new Ending().step(() -> mappers.close(true)),
        "A step after a commit failed. The unit of work stays committed");
  }

  private void commitOrResolve(Optional<CommitTrace> trace) {
    try {
      unit.commitConnection();
    } catch (CommitUnknownException e) {
      resolve(trace, e);
    }
  }

  private static void warn(Ending ending, String what) {
    Throwable failure = ending.failure();
    if (failure != null) {
      LOG.warn(what, failure);
    }
  }

  private Optional<CommitTrace> leaveTrace() throws SQLException {
    if (!resolveCommit || !unit.wrote()) {
      return Optional.empty();
    }
    CommitTrace trace = unit.store().newTrace();
    trace.leave(unit.connection().connection());
    return Optional.of(trace);
  }

  private void resolve(Optional<CommitTrace> trace, CommitUnknownException unknown) {
    Throwable cause = unknown.getCause();
    if (!unit.wrote() && cause != null && !unit.store().failures().isUnavailable(cause)) {
      throw Failures.refusedCommit(cause);
    }
    if (!unit.wrote()) {
      throw new UnavailableException(
          "The connection was lost at COMMIT; the unit of work has written nothing. Retry the "
              + "unit on a new connection.",
          unknown);
    }
    new CommitResolution(unit.store(), trace.orElseThrow(() -> unknown), unit.deadline())
        .resolve(unknown);
  }

  void rollback() {
    if (unit.isOver()) {
      return;
    }
    unit.end();
    var before = new Ending().step(unit::closeStreams).step(() -> mappers.close(false));
    try {
      unit.connection().rollback();
    } catch (Throwable e) {
      before.addTo(e);
      throw e;
    }
    // The changes are undone, therefore no failure is necessary.
    warn(before, "A step before a rollback failed. The unit of work is rolled back");
  }

  void close() {
    try {
      rollback();
    } catch (DataException e) {
      LOG.warn("A unit of work was closed, and the database did not answer the rollback", e);
    }
  }
}
