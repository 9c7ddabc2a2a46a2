package org.bilayer.mybatis.internal.session;

import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.ibatis.cursor.Cursor;
import org.apache.ibatis.exceptions.PersistenceException;
import org.apache.ibatis.executor.ErrorContext;
import org.apache.ibatis.executor.Executor;
import org.apache.ibatis.mapping.MappedStatement;
import org.apache.ibatis.session.ExecutorType;
import org.apache.ibatis.session.RowBounds;
import org.bilayer.failure.CancelledException;
import org.bilayer.failure.CommitUnknownException;
import org.bilayer.failure.DataException;
import org.bilayer.failure.MisuseException;
import org.bilayer.failure.UnavailableException;
import org.bilayer.mybatis.internal.dialect.BoundText;
import org.bilayer.mybatis.internal.dialect.CheckedWrites;
import org.bilayer.mybatis.internal.dialect.CheckedWrites.Missed;
import org.bilayer.mybatis.internal.dialect.ColumnHandler;
import org.bilayer.mybatis.internal.session.Failures.Phase;
import org.bilayer.mybatis.internal.session.Statements.OfRow;
import org.bilayer.mybatis.internal.session.Statements.OfTable;
import org.bilayer.mybatis.internal.session.Statements.Verb;
import org.bilayer.spi.BulkUpdate;
import org.bilayer.spi.Condition;
import org.bilayer.spi.Fetch;
import org.bilayer.spi.Key;
import org.bilayer.spi.RowCursor;
import org.bilayer.spi.Select;
import org.bilayer.spi.Sequence;
import org.bilayer.spi.SessionOptions;
import org.bilayer.spi.StoreSession;
import org.bilayer.spi.Summary;
import org.bilayer.spi.Table;
import org.bilayer.spi.Write;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One transaction on a SQL database. */
final class MyBatisSession implements StoreSession {

  /*
   * Statements go to a MyBatis executor directly. SqlSession would look each one up by its name and wrap what is thrown
   * into an exception whose message repeats SQL and parameters; plugins attach to executors and below, so they miss
   * nothing.
   */

  private static final Logger LOG = LoggerFactory.getLogger(MyBatisSession.class);

  /** An act on the database. */
  @FunctionalInterface
  interface Operation<R> {
    @Nullable
    R run() throws SQLException;
  }

  private final MyBatisStore store;
  private final Deadline deadline;
  private final Lease lease;
  private final Executor executor;
  private final Writes writes;
  private final @Nullable ReferenceGuard guard;
  private final List<RowCursor> cursors = new ArrayList<>();
  private @Nullable MapperSession mappers;
  private final boolean resolveCommit;

  /** Something may have been changed; statements of the application's own may always do that. */
  private boolean wrote;

  /** A failure of a hand-written statement, which its caller may have kept to himself. */
  private @Nullable DataException noted;

  private boolean over;

  MyBatisSession(MyBatisStore store, SessionOptions options) {
    this.store = store;
    this.deadline = new Deadline(options.deadlineNanos());
    this.resolveCommit = options.resolveCommit();
    this.lease = new Lease(
        store.dataSource(),
        store.dialect(),
        store.failures(),
        options.level(),
        deadline,
        options.singleRead());
    this.executor = store.configuration().newExecutor(lease.transaction(), ExecutorType.SIMPLE);
    this.guard =
        store.dialect().canLoseReferences() ? new ReferenceGuard(this, store, options) : null;
    this.writes = new Writes(this, store, guard);
  }

  // --- the one way to the database

  /** Refuses to begin anything that is too late. */
  void check() {
    if (over) {
      throw new IllegalStateException("The session is over.");
    }
    if (noted != null) {
      throw noted;
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new CancelledException(
          "The thread was interrupted; nothing of the unit of work is stored.", null);
    }
    deadline.check();
  }

  /** Runs an operation, unless it is too late for it, and translates what it throws. */
  <R> @Nullable R runForNullable(@Nullable Table table, String what, Operation<R> operation) {
    check();
    try {
      return operation.run();
    } catch (SQLException | RuntimeException e) {
      throw failure(e, table, what);
    }
  }

  private DataException failure(Throwable thrown, @Nullable Table table, String what) {
    DataException failure = store.failures().of(thrown, Phase.STATEMENT, table, what, deadline);
    if (failure instanceof UnavailableException) {
      lease.lose();
    }
    return failure;
  }

  /** As {@link #runForNullable}, for operations that always return something. */
  <R> R run(@Nullable Table table, String what, Operation<R> operation) {
    return Objects.requireNonNull(runForNullable(table, what, operation));
  }

  /** Reads rows by a statement of ours. */
  private List<@Nullable Object[]> query(
      @Nullable Table table,
      MappedStatement statement,
      ColumnHandler[] handlers,
      @Nullable Object[] values) {
    return run(
        table,
        statement.getId(),
        () -> executor.query(
            statement,
            new Arguments(lease.takePrefix(), handlers, values),
            RowBounds.DEFAULT,
            Executor.NO_RESULT_HANDLER));
  }

  List<@Nullable Object[]> query(
      OfTable table, Verb verb, BoundText text, ColumnHandler[] readers) {
    return query(
        table.sql().table(),
        table.withText(verb, text.sql(), readers),
        text.handlers(),
        text.values());
  }

  /** Executes a statement of ours and returns how many rows it met. */
  int execute(
      Table table, MappedStatement statement, ColumnHandler[] handlers, @Nullable Object[] values) {
    wrote = true;
    return run(
        table,
        statement.getId(),
        () -> executor.update(statement, new Arguments(lease.takePrefix(), handlers, values)));
  }

  /** As the other, with a statement made for the occasion. */
  long execute(OfTable table, Verb verb, BoundText text) {
    return execute(
        table.sql().table(), table.withText(verb, text.sql()), text.handlers(), text.values());
  }

  /**
   * Executes writes of several kinds in one trip.
   *
   * @param first the table of the first of them
   */
  void executeTogether(Table first, BoundText text, List<WrittenPart> parts) {
    MappedStatement statement = store.statements().of(first).withText(Verb.FLUSH, text.sql());
    wrote = true;
    run(
        first,
        statement.getId(),
        () -> executor.update(
            statement,
            new PartsArguments(lease.takePrefix(), text.handlers(), text.values(), parts)));
  }

  /**
   * Executes writes that fail by themselves, and behind them COMMIT, in one trip.
   *
   * @param first the table of the first of them
   * @param text ends with COMMIT
   * @return the write that missed rows; empty if there is none, and all is committed
   */
  Optional<Missed> executeAndCommit(Table first, BoundText text, CheckedWrites checked) {
    MappedStatement statement = store.statements().of(first).withText(Verb.COMMIT, text.sql());
    CommitArguments arguments = run(first, statement.getId(), () -> {
      closeCursors();
      return new CommitArguments(lease.takePrefix(), text.handlers(), text.values());
    });
    try {
      executor.update(statement, arguments);
    } catch (SQLException | RuntimeException e) {
      SQLException error = Failures.sqlException(e);
      Optional<Missed> missed = error == null ? Optional.empty() : checked.missed(error);
      if (missed.isEmpty()) {
        throw notCommitted(e, arguments.isSent(), first, statement.getId());
      }
      run(null, "ROLLBACK", lease::undo);
      return missed;
    }
    over = true;
    lease.committed();
    return Optional.empty();
  }

  private DataException notCommitted(Throwable thrown, boolean isSent, Table first, String what) {
    if (!isSent) {
      return failure(thrown, first, what);
    }
    DataException failure = store.failures().of(thrown, Phase.COMMIT, first, what, deadline);
    if (failure instanceof CommitUnknownException) {
      over = true;
      lease.discard(failure);
    }
    return failure;
  }

  /** Executes a statement of ours once for each row, as one batch, and returns what it answered to each. */
  int[] executeBatch(
      Table table,
      MappedStatement statement,
      ColumnHandler[] handlers,
      List<@Nullable Object[]> rows) {
    return run(table, statement.getId(), () -> {
      lease.sendPrefix();
      var batch = new BatchArguments(handlers, rows);
      executor.update(statement, batch);
      return batch.counts();
    });
  }

  // --- reading

  @Override
  public List<@Nullable Object[]> fetch(Fetch fetch) {
    OfTable table = store.statements().of(fetch.table());
    if (fetch.keys().size() > 1) {
      return query(table, Verb.FETCH, table.sql().fetch(fetch), table.sql().handlers());
    }
    Key key = fetch.keys().get(0);
    OfRow one = table.fetchOne(key.size(), fetch.lock());
    return query(fetch.table(), one.statement(), one.handlers(), Writes.values(key));
  }

  @Override
  public List<List<@Nullable Object[]>> fetchAll(Fetch first, List<Fetch> others) {
    if (!store.dialect().sendsTogether() || others.isEmpty()) {
      return StoreSession.super.fetchAll(first, others);
    }
    BoundText text = store.newText();
    var readers = new ArrayList<ColumnHandler[]>();
    addFetch(text, readers, first);
    for (Fetch other : others) {
      text.append(";");
      addFetch(text, readers, other);
    }
    MappedStatement statement =
        store.statements().of(first.table()).withText(Verb.LOAD, text.sql(), readers);
    return run(
        first.table(),
        statement.getId(),
        () -> executor.query(
            statement,
            new Arguments(lease.takePrefix(), text.handlers(), text.values()),
            RowBounds.DEFAULT,
            Executor.NO_RESULT_HANDLER));
  }

  private void addFetch(BoundText text, List<ColumnHandler[]> readers, Fetch fetch) {
    OfTable table = store.statements().of(fetch.table());
    readers.add(table.sql().handlers());
    if (fetch.keys().size() > 1) {
      text.add(table.sql().fetch(fetch));
      return;
    }
    Key key = fetch.keys().get(0);
    OfRow one = table.fetchOne(key.size(), fetch.lock());
    text.add(one.sql(), one.handlers(), Writes.values(key));
  }

  @Override
  public List<@Nullable Object[]> select(Select select) {
    OfTable table = store.statements().of(select.table());
    return query(
        table, Verb.SELECT, table.sql().select(select), table.sql().handlers(select.columns()));
  }

  @Override
  public RowCursor stream(Select select) {
    OfTable table = store.statements().of(select.table());
    BoundText text = table.sql().select(select);
    MappedStatement statement =
        table.withText(Verb.STREAM, text.sql(), table.sql().handlers(select.columns()));
    Cursor<@Nullable Object[]> rows = run(select.table(), statement.getId(), () -> {
      // A driver reads in portions only where the statement stands alone.
      lease.sendPrefix();
      return executor.queryCursor(
          statement, new Arguments("", text.handlers(), text.values()), RowBounds.DEFAULT);
    });
    var cursor = new SessionCursor(this, select.table(), statement.getId(), (StreamedRows) rows);
    cursors.add(cursor);
    return cursor;
  }

  void forget(RowCursor cursor) {
    cursors.remove(cursor);
  }

  @Override
  public List<@Nullable Object[]> summarise(Summary summary) {
    OfTable table = store.statements().of(summary.table());
    return query(
        table,
        Verb.SUMMARISE,
        table.sql().summarise(summary),
        table.sql().summaryHandlers(summary));
  }

  // --- writing

  @Override
  public int[] write(List<Write> list) {
    wrote = true;
    return writes.write(list);
  }

  @Override
  public int[] writeAndCommit(List<Write> list) {
    // What becomes of a lost COMMIT can only be found out with something that was left before it.
    if (resolveCommit || mappers != null || !writes.canCommit(list)) {
      return StoreSession.super.writeAndCommit(list);
    }
    wrote = true;
    return writes.writeAndCommit(list);
  }

  @Override
  public Key insertGenerated(Table of, @Nullable Object[] row) {
    wrote = true;
    OfTable table = store.statements().of(of);
    if (guard != null) {
      guard.beforeInsert(of, row);
    }
    List<Integer> given = table.sql().besideKey();
    var values = new @Nullable Object[given.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = row[given.get(i)];
    }
    List<@Nullable Object[]> keys =
        query(of, table.insertGenerated(), table.sql().handlers(given), values);
    return Objects.requireNonNull(Key.from(keys.get(0), List.of(0)));
  }

  @Override
  public long nextBlock(Sequence sequence) {
    MappedStatement statement = store.statements().nextValue(sequence);
    Object first = query(null, statement, NO_HANDLERS, NO_VALUES).get(0)[0];
    return (Long) Objects.requireNonNull(first);
  }

  private static final ColumnHandler[] NO_HANDLERS = {};
  private static final Object[] NO_VALUES = {};

  @Override
  public long update(BulkUpdate update) {
    wrote = true;
    if (guard != null && guard.concerns(update)) {
      return guard.update(update);
    }
    OfTable table = store.statements().of(update.table());
    return execute(table, Verb.UPDATE, table.sql().update(update));
  }

  @Override
  public long delete(Table of, Condition where) {
    wrote = true;
    if (guard != null) {
      return guard.delete(of, where);
    }
    OfTable table = store.statements().of(of);
    return execute(table, Verb.DELETE, table.sql().delete(where));
  }

  @Override
  public Object savepoint() {
    return run(null, "SAVEPOINT", lease::savepoint);
  }

  @Override
  public void rollbackTo(Object savepoint) {
    noted = null;
    run(null, "ROLLBACK TO SAVEPOINT", () -> {
      lease.connection().rollback((Savepoint) savepoint);
      return savepoint;
    });
  }

  @Override
  public void release(Object savepoint) {
    run(null, "RELEASE SAVEPOINT", () -> {
      lease.connection().releaseSavepoint((Savepoint) savepoint);
      return savepoint;
    });
  }

  // --- hand-written queries

  @Override
  public <Q> Q queries(Class<Q> type, @Nullable Supplier<Q> twin) {
    Class<?> mapper =
        store.mappers().find(type).orElseThrow(() -> withoutMapper(type, twin != null));
    MapperSession session = mappers;
    if (session == null) {
      session = store.mappers().open(this, lease.transaction());
      mappers = session;
    }
    return session.mapper(type, mapper);
  }

  private MisuseException withoutMapper(Class<?> type, boolean hasTwin) {
    return new MisuseException(
        "The queries " + type.getName() + " have no implementation for " + store.name()
            + ": no MyBatis mapper is or extends the interface. Register one by"
            + " MyBatisDataLayer.builder(...).mapper(...), in the configuration of the SqlSessionFactory, or"
            + " for a test by LayerExtension.queries(...)."
            + (hasTwin ? " Their Java form answers in memory only." : ""),
        null);
  }

  /** Called before a hand-written statement: it has to find the transaction begun. */
  void beginFor(String mapperMethod) {
    wrote = true;
    run(null, mapperMethod, () -> {
      lease.sendPrefix();
      return lease;
    });
  }

  /** Keeps in mind that a hand-written statement failed, if the database had a part in it. */
  void noteFailure(Throwable thrown, String mapperMethod) {
    if (noted == null && Failures.sqlException(thrown) != null) {
      noted = failure(thrown, null, mapperMethod);
    }
  }

  /** What a mapper threw, as a failure if the database or MyBatis had a part in it. */
  Throwable mapperFailure(Throwable thrown, String mapperMethod) {
    ErrorContext.instance().reset();
    return thrown instanceof PersistenceException || thrown instanceof SQLException
        ? failure(thrown, null, mapperMethod)
        : thrown;
  }

  // --- ending

  @Override
  public void commit() {
    Optional<CommitTrace> trace;
    try {
      trace = run(null, "COMMIT", () -> {
        closeCursors();
        return leaveTrace();
      });
    } catch (DataException e) {
      end(e);
      throw e;
    }
    over = true;
    boolean committed = false;
    try {
      lease.commit(wrote);
      committed = true;
    } catch (CommitUnknownException e) {
      resolve(trace, e);
      committed = true;
    } finally {
      closeMappers(committed);
    }
  }

  private Optional<CommitTrace> leaveTrace() throws SQLException {
    if (!resolveCommit || !wrote) {
      return Optional.empty();
    }
    CommitTrace trace = store.newTrace();
    trace.leave(lease.connection());
    return Optional.of(trace);
  }

  private void resolve(Optional<CommitTrace> trace, CommitUnknownException unknown) {
    if (!wrote) {
      throw new UnavailableException(
          "The connection was lost at COMMIT; the unit of work has written nothing. Retry it on a new"
              + " connection.",
          unknown);
    }
    new Resolution(store, trace.orElseThrow(() -> unknown), deadline).resolve(unknown);
  }

  @Override
  public void rollback() {
    if (over) {
      return;
    }
    over = true;
    closeCursors();
    closeMappers(false);
    lease.rollback();
  }

  @Override
  public void close() {
    try {
      rollback();
    } catch (DataException e) {
      LOG.warn("A unit of work was closed without an answer from the database to its rollback", e);
    }
  }

  private void end(DataException reason) {
    try {
      rollback();
    } catch (DataException e) {
      reason.addSuppressed(e);
    }
  }

  private void closeCursors() {
    List.copyOf(cursors).forEach(RowCursor::close);
  }

  private void closeMappers(boolean committed) {
    if (mappers != null) {
      mappers.close(committed);
      mappers = null;
    }
  }
}
