package org.bilayer.mybatis.internal.session;

import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.bilayer.failure.CancelledException;
import org.bilayer.failure.DataException;
import org.bilayer.mybatis.internal.connection.Deadline;
import org.bilayer.mybatis.internal.connection.Ending;
import org.bilayer.mybatis.internal.connection.Failures;
import org.bilayer.store.SessionOptions;
import org.bilayer.store.Table;
import org.bilayer.value.Level;
import org.jspecify.annotations.Nullable;

/**
 * The state that all parts of one unit of work share: the connection and the deadline. Every operation on the
 * database runs through this class, which checks that the operation may begin and translates its exceptions. One
 * thread at a time.
 */
final class UnitContext {

  /** An operation on the database. */
  @FunctionalInterface
  interface Operation<R> {
    @Nullable
    R run() throws SQLException;
  }

  /** A stream that reads from the connection of the unit. */
  interface OpenStream {

    /** Reads the remaining rows, so that the connection is free for other operations. */
    void freeConnection();

    /** Ends the stream. */
    void close();
  }

  private final StoreContext store;
  private final Level level;
  private final Deadline deadline;
  private final UnitConnection connection;
  private final Set<OpenStream> streams = new LinkedHashSet<>();

  /** Whether rows may have been changed. A hand-written statement may always change rows. */
  private boolean wrote;

  /** Whether a statement of the library has changed rows, and no savepoint has undone the change. */
  private boolean changed;

  /** A failure of a hand-written statement, which a mapper may have caught. */
  private @Nullable DataException mapperFailure;

  private volatile boolean isOver;

  UnitContext(StoreContext store, SessionOptions options) {
    this.store = store;
    this.level = options.level();
    this.deadline = new Deadline(options.deadlineNanos());
    this.connection = new UnitConnection(store, level, deadline, options.singleRead());
  }

  StoreContext store() {
    return store;
  }

  Level level() {
    return level;
  }

  Deadline deadline() {
    return deadline;
  }

  UnitConnection connection() {
    return connection;
  }

  // --- operations on the database

  /**
   * Checks that an operation may begin.
   *
   * @throws IllegalStateException if the session is over or the store is closed
   * @throws DataException if the deadline is over, the thread is interrupted, or a hand-written statement has failed
   */
  void check() {
    if (isOver) {
      throw new IllegalStateException("The session is over.");
    }
    store.requireOpen();
    if (mapperFailure != null) {
      throw mapperFailure;
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new CancelledException(
          "The thread was interrupted; nothing of the unit of work is stored.", null);
    }
    deadline.check();
  }

  /** As {@link #runNullable}, for operations that always return something. */
  <R> R run(@Nullable Table table, String what, Operation<R> operation) {
    return Objects.requireNonNull(runNullable(table, what, operation));
  }

  /**
   * Runs an operation on the connection. If the driver needs a free connection, open streams first read their
   * remaining rows.
   */
  <R> @Nullable R runNullable(@Nullable Table table, String what, Operation<R> operation) {
    check();
    if (!streams.isEmpty() && !store.dialect().readsBesideCursors()) {
      List.copyOf(streams).forEach(OpenStream::freeConnection);
    }
    return runBesideStreams(table, what, operation);
  }

  /** As {@link #runNullable}, for further reads of a stream. */
  <R> @Nullable R runBesideStreams(@Nullable Table table, String what, Operation<R> operation) {
    R result = runWithoutAnswer(table, what, operation);
    connection.answered();
    return result;
  }

  /** As {@link #runBesideStreams}, for operations whose success does not prove that the database has answered. */
  <R> @Nullable R runWithoutAnswer(@Nullable Table table, String what, Operation<R> operation) {
    check();
    try {
      return operation.run();
    } catch (Exception e) {
      throw failure(e, table, what);
    }
  }

  /** Translates an exception from before COMMIT. */
  DataException failure(Throwable thrown, @Nullable Table table, String what) {
    DataException failure = connection.failure(thrown, table, what);
    connection.failed(thrown);
    return failure;
  }

  /** Records the failure of a hand-written statement, if the database has caused the failure. */
  void noteMapperFailure(Throwable thrown, String mapperMethod) {
    if (mapperFailure == null && Failures.sqlException(thrown) != null) {
      mapperFailure = failure(thrown, null, mapperMethod);
    }
  }

  // --- changes

  /**
   * Called before every change.
   *
   * @throws DataException if the connection must not write; not every database would refuse the write
   */
  void requireWritable() {
    runWithoutAnswer(null, "a change", () -> {
      if (connection.isReadOnly()) {
        throw Failures.readOnly("", null);
      }
      return connection;
    });
  }

  /** Records that the next statement may change rows. */
  void noteWriting() {
    wrote = true;
  }

  /** Records the number of rows that a statement of the library has changed. */
  long noteChanged(long rows) {
    changed |= rows > 0;
    return rows;
  }

  /** Removes the recorded failures and changes that a rollback to a savepoint undoes. */
  void forgetUndone() {
    mapperFailure = null;
    changed = false;
  }

  boolean wrote() {
    return wrote;
  }

  // --- streams and the end

  void add(OpenStream stream) {
    streams.add(stream);
  }

  void remove(OpenStream stream) {
    streams.remove(stream);
  }

  void closeStreams() {
    if (streams.isEmpty()) {
      return;
    }
    var ending = new Ending();
    List.copyOf(streams).forEach(stream -> ending.step(stream::close));
    streams.clear();
    ending.rethrow();
  }

  boolean isOver() {
    return isOver;
  }

  /** Refuses every later operation. */
  void end() {
    isOver = true;
  }

  /** Commits and returns the connection, as {@link UnitConnection#commit}. */
  void commitConnection() {
    connection.commit(wrote, changed);
  }
}
