package org.bilayer.inmemory.internal.session;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bilayer.failure.MisuseException;
import org.bilayer.failure.WriteConflictException;
import org.bilayer.inmemory.internal.plan.BulkWriter;
import org.bilayer.inmemory.internal.plan.RowReader;
import org.bilayer.inmemory.internal.plan.RowSource;
import org.bilayer.inmemory.internal.plan.Shuffler;
import org.bilayer.inmemory.internal.plan.Summariser;
import org.bilayer.inmemory.internal.table.Root;
import org.bilayer.inmemory.internal.table.RowWriter;
import org.bilayer.inmemory.internal.table.TableShape;
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
import org.bilayer.value.Lock;
import org.bilayer.value.StoredType;
import org.jspecify.annotations.Nullable;

/**
 * One transaction in memory.
 *
 * <p>A call that fails leaves everything as it was before it. Calls after the end of the session, and writes in a
 * read-only one, are mistakes of the caller and throw {@link IllegalStateException}; {@link #rollback} and {@link #close}
 * may be called again.
 *
 * <p>Locks never wait. A locked row is checked when it is locked and when the session commits, at every level: if another
 * session has committed a change of it in between, this one fails with {@link WriteConflictException}. A session that
 * commits has therefore had its locked rows to itself, for reading and for writing, but it does not hold others up.
 *
 * <p>One thread at a time.
 */
public final class InMemorySession implements StoreSession {

  private final StoreContext store;
  private final SessionOptions options;
  private final long number;
  private final SessionLife life;

  /** Made when something is to be varied: a read by key never does. */
  private @Nullable Shuffler shuffler;

  InMemorySession(StoreContext store, SessionOptions options, long number) {
    this.store = store;
    this.options = options;
    this.number = number;
    ReadSet reads = isValidated() ? store.rules().newReadSet(store.constraints()) : null;
    var state = new SessionState(new Transaction(store.rebase(), reads));
    this.life = new SessionLife(state, store.sessions().register(state, isValidated()), options);
  }

  private Shuffler shuffler() {
    Shuffler known = shuffler;
    if (known == null) {
      known = new Shuffler(store.seed(), number);
      shuffler = known;
    }
    return known;
  }

  @Override
  public @Nullable Object @Nullable [] find(Table of, Key key) {
    Transaction current = life.begin();
    Root root = readable(beginStatement(current));
    TableShape table = store.shape().of(of);
    current.reads().sawKey(table, key);
    return root.row(table, key);
  }

  @Override
  public List<@Nullable Object[]> fetch(Fetch fetch) {
    Transaction current = life.begin();
    Root root = beginStatement(current);
    TableShape table = store.shape().of(fetch.table());
    List<@Nullable Object[]> rows = reader(current, root).fetch(table, fetch);
    current.reads().sawKeys(table, fetch.keys());
    lock(current, table, rows, fetch.lock());
    return rows;
  }

  @Override
  public List<@Nullable Object[]> select(Select select) {
    Transaction current = life.begin();
    Root root = beginStatement(current);
    List<@Nullable Object[]> rows = reader(current, root).select(select);
    saw(current, select.table(), select.where());
    lock(current, store.shape().of(select.table().base()), rows, select.lock());
    if (!select.columns().isEmpty()) {
      rows.replaceAll(row -> RowReader.project(row, select.columns()));
    }
    return rows;
  }

  @Override
  public RowCursor stream(Select select) {
    Transaction current = life.begin();
    Root root = beginStatement(current);
    if (select.lock() != Lock.NONE) {
      throw new IllegalArgumentException("A stream cannot lock its rows. Use select.");
    }
    RowSource rows = reader(current, root).stream(select);
    saw(current, select.table(), select.where());
    return new InMemoryCursor(life, current, rows, select.columns(), store.openCursors());
  }

  @Override
  public List<@Nullable Object[]> summarise(Summary summary) {
    Transaction current = life.begin();
    Root root = beginStatement(current);
    List<@Nullable Object[]> groups =
        new Summariser(store.shape(), readable(root), current.reads()).summarise(summary);
    saw(current, summary.table(), summary.where());
    shuffler().shuffle(groups);
    return groups;
  }

  @Override
  public int[] write(List<Write> writes) {
    return statement(writer -> {
      var counts = new int[writes.size()];
      for (int i = 0; i < counts.length; i++) {
        Write write = writes.get(i);
        if (write instanceof Write.Insert && write.table().hasIdentity()) {
          store.sequences().continueBehind(write.table(), write.key());
        }
        counts[i] = writer.execute(write);
      }
      return counts;
    });
  }

  @Override
  public Key insertGenerated(Table table, @Nullable Object[] row) {
    return statement(writer -> {
      int column = table.key().get(0);
      long number = store.sequences().nextIdentity(table, shuffler());
      Object value = table.type(column).kind() == StoredType.Kind.INT32
          ? (Object) Math.toIntExact(number)
          : number;
      @Nullable Object[] complete = row.clone();
      complete[column] = value;
      Key key = Key.of(value);
      writer.execute(new Write.Insert(table, key, complete));
      if (table.hasServerVersion()) {
        row[table.version()] = complete[table.version()];
      }
      for (int filled : table.generated()) {
        row[filled] = complete[filled];
      }
      return key;
    });
  }

  @Override
  public long update(BulkUpdate update) {
    return statement(writer -> new BulkWriter(writer, shuffler()).update(update));
  }

  @Override
  public long delete(Table table, Condition where) {
    return statement(writer -> new BulkWriter(writer, shuffler()).delete(table, where));
  }

  /* All of a statement or nothing: it works on an edit, which becomes the session's root only at the end. */
  private <R> R statement(Function<RowWriter, R> writes) {
    if (options.readOnly()) {
      throw new IllegalStateException("Cannot write: the session was opened read-only.");
    }
    Transaction current = life.begin();
    var writer = new RowWriter(
        store.constraints(),
        beginStatement(current),
        current.reads(),
        () -> current.version(store.sequences()));
    try {
      R result = writes.apply(writer);
      current.wrote(writer.after(), writer.changes());
      return result;
    } catch (Throwable refused) {
      current.undid(writer.changes());
      throw refused;
    }
  }

  @Override
  public long nextBlock(Sequence sequence) {
    life.begin();
    return store.sequences().nextBlock(sequence, shuffler());
  }

  @Override
  public Object savepoint() {
    return life.begin().savepoint();
  }

  @Override
  public void rollbackTo(Object savepoint) {
    life.begin().rollbackTo(savepoint);
  }

  @Override
  public void release(Object savepoint) {
    life.begin().release(savepoint);
  }

  @Override
  public <Q> Q queries(Class<Q> type, @Nullable Supplier<Q> twin) {
    if (twin == null) {
      throw new MisuseException(
          "The queries " + type.getName() + " have no implementation for " + InMemoryStore.NAME
              + ", which answers by the Java form. Register the Java form by LayerOptions.queries("
              + type.getSimpleName() + ".class, work -> ...), or to a test by"
              + " LayerExtension.queries(...).",
          null);
    }
    return twin.get();
  }

  @Override
  public void commit() {
    try {
      store.commits().commit(life, life.begin());
    } finally {
      end();
    }
  }

  @Override
  public void rollback() {
    end();
  }

  @Override
  public void close() {
    end();
  }

  /*
   * The number is announced before the snapshot is taken: whoever trims the log either sees it, or has published before
   * the snapshot is read, so that the snapshot needs nothing of what is trimmed.
   */
  private Root beginStatement(Transaction current) {
    if (!current.hasSnapshot() || store.rules().movesWithEachStatement(options.level())) {
      life.state().announceSnapshot(store.commits().root().sequence);
      return current.moveTo(store.commits().root());
    }
    return current.working();
  }

  private Root readable(Root seen) {
    return store.rules().readable(seen, store.commits().root());
  }

  private RowReader reader(Transaction current, Root root) {
    return new RowReader(store.shape(), readable(root), shuffler(), current.reads());
  }

  private void saw(Transaction current, Table table, Condition where) {
    current.reads().sawMatches(store.shape().of(table), where);
  }

  private void lock(
      Transaction current, TableShape table, List<@Nullable Object[]> rows, Lock lock) {
    if (lock == Lock.NONE) {
      return;
    }
    Root newest = store.commits().root();
    for (@Nullable Object[] row : rows) {
      Key key = table.keyOf(row);
      current.lock(table, key, newest);
    }
  }

  /** Whether commits since the snapshot must stay in the log for it. */
  private boolean isValidated() {
    return options.level() == Level.SERIALIZABLE;
  }

  SessionState state() {
    return life.state();
  }

  private void end() {
    if (life.end()) {
      store.commits().sessionEnded(isValidated());
    }
  }
}
