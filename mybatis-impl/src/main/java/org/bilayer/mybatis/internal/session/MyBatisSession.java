package org.bilayer.mybatis.internal.session;

import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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
import org.bilayer.failure.StorageFailureException;
import org.bilayer.failure.UnavailableException;
import org.bilayer.mybatis.internal.connection.Deadline;
import org.bilayer.mybatis.internal.connection.Ending;
import org.bilayer.mybatis.internal.connection.Failures;
import org.bilayer.mybatis.internal.dialect.BoundText;
import org.bilayer.mybatis.internal.dialect.CheckedWrites;
import org.bilayer.mybatis.internal.dialect.CheckedWrites.Missed;
import org.bilayer.mybatis.internal.dialect.ColumnHandler;
import org.bilayer.mybatis.internal.dialect.SideSession;
import org.bilayer.mybatis.internal.dialect.StatementSize;
import org.bilayer.mybatis.internal.statement.BatchArguments;
import org.bilayer.mybatis.internal.statement.CommitArguments;
import org.bilayer.mybatis.internal.statement.MappedStatements.OfRow;
import org.bilayer.mybatis.internal.statement.MappedStatements.OfTable;
import org.bilayer.mybatis.internal.statement.MappedStatements.Verb;
import org.bilayer.mybatis.internal.statement.PartsArguments;
import org.bilayer.mybatis.internal.statement.RowSql;
import org.bilayer.mybatis.internal.statement.StatementArguments;
import org.bilayer.mybatis.internal.statement.StreamedRows;
import org.bilayer.mybatis.internal.statement.WrittenPart;
import org.bilayer.store.BulkUpdate;
import org.bilayer.store.Condition;
import org.bilayer.store.Fetch;
import org.bilayer.store.RowCursor;
import org.bilayer.store.Select;
import org.bilayer.store.Sequence;
import org.bilayer.store.SessionOptions;
import org.bilayer.store.StoreSession;
import org.bilayer.store.Summary;
import org.bilayer.store.Table;
import org.bilayer.store.Write;
import org.bilayer.value.Key;
import org.bilayer.value.Level;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One transaction on a SQL database. */
final class MyBatisSession implements StoreSession {

  /*
   * MappedStatements go to a MyBatis executor directly. SqlSession would look each one up by its name and wrap what is thrown
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
  private final UnitConnection unitConnection;
  private final Executor executor;
  private final WriteBatches writes;
  private final @Nullable ReferenceGuard guard;
  private final Set<SessionCursor> cursors = new LinkedHashSet<>();
  private @Nullable MapperSession mappers;
  private final boolean resolveCommit;

  /** Something may have been changed; statements of the application's own may always do that. */
  private boolean wrote;

  /** A statement of ours has changed rows, and no savepoint has undone that. */
  private boolean changed;

  private long handWrittenChanges;

  /** A failure of a hand-written statement, which its caller may have kept to himself. */
  private @Nullable DataException noted;

  private volatile boolean over;

  /** How many are set and not released. */
  private int savepoints;

  MyBatisSession(MyBatisStore store, SessionOptions options) {
    this.store = store;
    this.deadline = new Deadline(options.deadlineNanos());
    this.resolveCommit = options.resolveCommit();
    this.unitConnection = new UnitConnection(
        store.connections(),
        store.dialect(),
        store.failures(),
        options.level(),
        deadline,
        options.singleRead());
    this.executor =
        store.configuration().newExecutor(unitConnection.transaction(), ExecutorType.SIMPLE);
    this.guard =
        store.dialect().canLoseReferences() ? new ReferenceGuard(this, store, options) : null;
    this.writes = new WriteBatches(this, store, guard);
  }

  // --- the one way to the database

  /** Refuses to begin anything that is too late. */
  void check() {
    if (over) {
      throw new IllegalStateException("The session is over.");
    }
    store.requireOpen();
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
    if (!cursors.isEmpty() && !store.dialect().readsBesideCursors()) {
      List.copyOf(cursors).forEach(SessionCursor::freeConnection);
    }
    return runBeside(table, what, operation);
  }

  /** As {@link #runForNullable}, for reading on from a cursor. */
  <R> @Nullable R runBeside(@Nullable Table table, String what, Operation<R> operation) {
    R result = prepare(table, what, operation);
    unitConnection.answered();
    return result;
  }

  /** As {@link #runBeside}, for what may send nothing, so that its success says nothing about the connection. */
  private <R> @Nullable R prepare(@Nullable Table table, String what, Operation<R> operation) {
    check();
    try {
      return operation.run();
    } catch (Exception e) {
      throw failure(e, table, what);
    }
  }

  private DataException failure(Throwable thrown, @Nullable Table table, String what) {
    DataException failure = unitConnection.failure(thrown, table, what);
    unitConnection.failed(thrown);
    return failure;
  }

  private void writing() {
    wrote = true;
    requireWritable();
  }

  /**
   * Called before every change.
   *
   * @throws DataException if the connection must not write; not every database would refuse
   */
  void requireWritable() {
    prepare(null, "a change", () -> {
      if (unitConnection.isReadOnly()) {
        throw Failures.readOnly("", null);
      }
      return unitConnection;
    });
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
    checkSize(statement, values);
    return run(
        table,
        statement.getId(),
        () -> executor.query(
            statement,
            new StatementArguments(unitConnection.takePrefix(), handlers, values),
            RowBounds.DEFAULT,
            Executor.NO_RESULT_HANDLER));
  }

  /** Sent all the same, too large a statement would cost the connection. */
  private void checkSize(MappedStatement statement, @Nullable Object[] values) {
    long most = store.dialect().statementBytesMax();
    if (most < Long.MAX_VALUE) {
      StatementSize.check(((RowSql) statement.getSqlSource()).sql().length(), values, most);
    }
  }

  List<@Nullable Object[]> query(
      OfTable table, Verb verb, BoundText text, ColumnHandler[] readers) {
    return query(
        table.sql().table(),
        table.withText(verb, text.sql(), readers),
        text.handlers(),
        text.values());
  }

  /** Reads rows as they are committed now, whatever this transaction's view is of. Takes no connection of the pool. */
  List<@Nullable Object[]> queryBeside(OfTable table, BoundText text, ColumnHandler[] readers) {
    MappedStatement statement = table.withText(Verb.SELECT, text.sql(), readers);
    return run(table.sql().table(), statement.getId(), () -> {
      try (SideSession side = store.dialect().beside(unitConnection.connection())) {
        return side == null
            ? queryByAnother(table, text, readers)
            : store
                .configuration()
                .newExecutor(new SideTransaction(side, deadline), ExecutorType.SIMPLE)
                .query(
                    statement,
                    new StatementArguments("", text.handlers(), text.values()),
                    RowBounds.DEFAULT,
                    Executor.NO_RESULT_HANDLER);
      }
    });
  }

  /** With a second connection of the pool: this one's driver opens no other session. */
  private List<@Nullable Object[]> queryByAnother(
      OfTable table, BoundText text, ColumnHandler[] readers) {
    var now = SessionOptions.of(Level.READ_COMMITTED, true, deadline.nanos());
    try (MyBatisSession another = store.session(now)) {
      return another.query(table, Verb.SELECT, text, readers);
    }
  }

  /** Executes a statement of ours and returns how many rows it met. */
  int execute(
      Table table, MappedStatement statement, ColumnHandler[] handlers, @Nullable Object[] values) {
    checkSize(statement, values);
    wrote = true;
    return run(
        table,
        statement.getId(),
        () -> executor.update(
            statement, new StatementArguments(unitConnection.takePrefix(), handlers, values)));
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
            new PartsArguments(
                unitConnection.takePrefix(), text.handlers(), text.values(), parts)));
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
    CommitArguments arguments = Objects.requireNonNull(prepare(first, statement.getId(), () -> {
      closeCursors();
      return new CommitArguments(unitConnection.takePrefix(), text.handlers(), text.values());
    }));
    try {
      executor.update(statement, arguments);
    } catch (Throwable e) {
      if (!arguments.isAnswered()) {
        return missed(e, arguments.isSent(), first, statement.getId(), checked);
      }
      LOG.warn("A step after a commit failed; the unit of work is committed all the same", e);
    }
    over = true;
    unitConnection.committed();
    return Optional.empty();
  }

  private Optional<Missed> missed(
      Throwable thrown, boolean isSent, Table first, String what, CheckedWrites checked) {
    if (thrown instanceof Error error) {
      throw error;
    }
    SQLException error = Failures.sqlException(thrown);
    Optional<Missed> missed = error == null ? Optional.empty() : checked.missed(error);
    if (missed.isEmpty()) {
      throw notCommitted(thrown, isSent, first, what);
    }
    run(null, "ROLLBACK", unitConnection::undo);
    return missed;
  }

  private DataException notCommitted(Throwable thrown, boolean isSent, Table first, String what) {
    if (!isSent) {
      return failure(thrown, first, what);
    }
    DataException failure = unitConnection.notCommitted(thrown, first, what);
    unitConnection.failed(thrown);
    if (failure instanceof CommitUnknownException) {
      over = true;
      unitConnection.discard(failure);
    }
    return failure;
  }

  /** Executes a statement of ours once for each row, as one batch, and returns what it answered to each. */
  int[] executeBatch(
      Table table,
      MappedStatement statement,
      ColumnHandler[] handlers,
      List<@Nullable Object[]> rows) {
    rows.forEach(row -> checkSize(statement, row));
    return run(table, statement.getId(), () -> {
      unitConnection.sendPrefix();
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
      return fetchMany(table, fetch);
    }
    Key key = fetch.keys().get(0);
    OfRow one = table.fetchOne(key.size(), fetch.lock());
    return query(fetch.table(), one.statement(), one.handlers(), WriteBatches.values(key));
  }

  private List<@Nullable Object[]> fetchMany(OfTable table, Fetch fetch) {
    List<List<Key>> portions = store.dialect().portions(fetch.keys());
    if (portions.size() == 1) {
      return query(table, Verb.FETCH, table.sql().fetch(fetch), table.sql().handlers());
    }
    var rows = new ArrayList<@Nullable Object[]>();
    for (List<Key> keys : portions) {
      var portion = new Fetch(fetch.table(), fetch.columns(), keys, fetch.lock());
      rows.addAll(
          query(table, Verb.FETCH, table.sql().fetch(portion), table.sql().handlers()));
    }
    return rows;
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
            new StatementArguments(unitConnection.takePrefix(), text.handlers(), text.values()),
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
    text.add(one.sql(), one.handlers(), WriteBatches.values(key));
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
    checkSize(statement, text.values());
    Cursor<@Nullable Object[]> rows = run(select.table(), statement.getId(), () -> {
      // A driver reads in portions only where the statement stands alone.
      unitConnection.sendPrefix();
      return executor.queryCursor(
          statement, new StatementArguments("", text.handlers(), text.values()), RowBounds.DEFAULT);
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
    writing();
    int[] counts = writes.write(list);
    for (int count : counts) {
      changed |= count > 0;
    }
    return counts;
  }

  @Override
  public int[] writeAndCommit(List<Write> list) {
    // What becomes of a lost COMMIT can only be found out with something that was left before it.
    if (resolveCommit || mappers != null || !writes.canCommit(list)) {
      return StoreSession.super.writeAndCommit(list);
    }
    writing();
    return writes.writeAndCommit(list);
  }

  @Override
  public Key insertGenerated(Table of, @Nullable Object[] row) {
    writing();
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
    Key key = keys.isEmpty() ? null : Key.from(keys.get(0), List.of(0));
    if (key == null) {
      throw StorageFailureException.unreadable(
          of.name(),
          null,
          of.columns().get(of.key().get(0)).name(),
          "the database must generate the key of a row that is inserted without one",
          null);
    }
    changed = true;
    return key;
  }

  @Override
  public long nextBlock(Sequence sequence) {
    requireWritable();
    MappedStatement statement = store.statements().nextValue(sequence);
    Object first = query(null, statement, NO_HANDLERS, NO_VALUES).get(0)[0];
    if (first == null) {
      throw StorageFailureException.unreadable(
          sequence.name(), null, null, "a sequence must give a number", null);
    }
    return (Long) first;
  }

  private static final ColumnHandler[] NO_HANDLERS = {};
  private static final Object[] NO_VALUES = {};

  @Override
  public long update(BulkUpdate update) {
    writing();
    OfTable table = store.statements().of(update.table());
    return changing(
        guard != null && guard.concerns(update)
            ? guard.update(update)
            : execute(table, Verb.UPDATE, table.sql().update(update)));
  }

  private long changing(long rows) {
    changed |= rows > 0;
    return rows;
  }

  @Override
  public long delete(Table of, Condition where) {
    writing();
    if (guard != null) {
      return changing(guard.delete(of, where));
    }
    OfTable table = store.statements().of(of);
    return changing(execute(table, Verb.DELETE, table.sql().delete(where)));
  }

  @Override
  public Object savepoint() {
    Savepoint savepoint = run(null, "SAVEPOINT", () -> unitConnection.savepoint(savepoints));
    savepoints++;
    return savepoint;
  }

  @Override
  public void rollbackTo(Object savepoint) {
    noted = null;
    changed = false;
    run(null, "ROLLBACK TO SAVEPOINT", () -> {
      unitConnection.connection().rollback((Savepoint) savepoint);
      return savepoint;
    });
  }

  @Override
  public void release(Object savepoint) {
    run(null, "RELEASE SAVEPOINT", () -> {
      unitConnection.connection().releaseSavepoint((Savepoint) savepoint);
      return savepoint;
    });
    savepoints--;
  }

  // --- hand-written queries

  @Override
  public <Q> Q queries(Class<Q> type, @Nullable Supplier<Q> twin) {
    Class<?> mapper =
        store.mappers().find(type).orElseThrow(() -> withoutMapper(type, twin != null));
    MapperSession session = mappers;
    if (session == null) {
      session = store.mappers().open(this, unitConnection.transaction());
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
      unitConnection.sendPrefix();
      return unitConnection;
    });
  }

  /** Counts a hand-written statement that may change rows. */
  void noteHandWrittenChange() {
    handWrittenChanges++;
  }

  @Override
  public long handWrittenChanges() {
    return handWrittenChanges;
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
    } catch (Throwable e) {
      new Ending().step(this::rollback).addTo(e);
      throw e;
    }
    over = true;
    try {
      commitOrResolve(trace);
    } catch (Throwable e) {
      new Ending().step(() -> closeMappers(false)).addTo(e);
      throw e;
    }
    // Stored: whatever fails from here on must not look like a failed commit.
    warn(
        new Ending().step(() -> closeMappers(true)),
        "A step after a commit failed; the unit of work is committed all the same");
  }

  private void commitOrResolve(Optional<CommitTrace> trace) {
    try {
      unitConnection.commit(wrote, changed);
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
    if (!resolveCommit || !wrote) {
      return Optional.empty();
    }
    CommitTrace trace = store.newTrace();
    trace.leave(unitConnection.connection());
    return Optional.of(trace);
  }

  private void resolve(Optional<CommitTrace> trace, CommitUnknownException unknown) {
    Throwable cause = unknown.getCause();
    if (!wrote && cause != null && !store.failures().isUnavailable(cause)) {
      throw Failures.refusedCommit(cause);
    }
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
    var before = new Ending().step(this::closeCursors).step(() -> closeMappers(false));
    try {
      unitConnection.rollback();
    } catch (Throwable e) {
      before.addTo(e);
      throw e;
    }
    // Undone, so that nobody needs to be told by a failure.
    warn(before, "A step before a rollback failed; the unit of work is rolled back all the same");
  }

  @Override
  public void close() {
    try {
      rollback();
    } catch (DataException e) {
      LOG.warn("A unit of work was closed without an answer from the database to its rollback", e);
    }
  }

  private void closeCursors() {
    if (cursors.isEmpty()) {
      return;
    }
    var ending = new Ending();
    List.copyOf(cursors).forEach(cursor -> ending.step(cursor::close));
    cursors.clear();
    ending.rethrow();
  }

  private void closeMappers(boolean committed) {
    MapperSession open = mappers;
    mappers = null;
    if (open != null) {
      open.close(committed);
    }
  }
}
