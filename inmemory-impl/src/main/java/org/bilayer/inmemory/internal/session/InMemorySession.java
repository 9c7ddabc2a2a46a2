package org.bilayer.inmemory.internal.session;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bilayer.failure.CancelledException;
import org.bilayer.failure.DeadlineExceededException;
import org.bilayer.failure.MisuseException;
import org.bilayer.failure.WriteConflictException;
import org.bilayer.inmemory.internal.plan.BulkWriter;
import org.bilayer.inmemory.internal.plan.RowReader;
import org.bilayer.inmemory.internal.plan.RowSource;
import org.bilayer.inmemory.internal.plan.Shuffler;
import org.bilayer.inmemory.internal.plan.Summariser;
import org.bilayer.inmemory.internal.session.LiveSessions.Seat;
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

  /** Less than the number of any root. */
  private static final long NO_SNAPSHOT = 0;

  private final InMemoryStore store;
  private final SessionOptions options;
  private final boolean isLimited;
  private final long deadlineNanos;
  private final long number;
  private final Seat seat;

  /** Made when something is to be varied: a read by key never does. */
  private @Nullable Shuffler shuffler;

  /**
   * Null once the session has ended. A committing thread that expires the session takes it away, so that its roots can go. Not
   * volatile: to read the old state for a moment longer does no harm, and commit looks at {@link #expired} under the lock.
   */
  private @Nullable Transaction transaction;

  private volatile boolean expired;

  /** The number of the root that this session sees, or of an older one; read by committing threads. */
  private volatile long snapshot;

  InMemorySession(InMemoryStore store, SessionOptions options, long number) {
    this.store = store;
    this.options = options;
    this.isLimited = options.deadlineNanos().isPresent();
    this.deadlineNanos = options.deadlineNanos().orElse(0L);
    this.number = number;
    this.transaction = new Transaction(store.shape(), options.level(), store.rules());
    this.seat = store.sessions().enter(this, isValidated());
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
    Transaction current = begin(StoreStep.FETCH);
    Root root = readable(beginStatement(current));
    TableShape table = store.shape().of(of);
    current.reads().sawKey(table, key);
    return root.row(table, key);
  }

  @Override
  public List<@Nullable Object[]> fetch(Fetch fetch) {
    Transaction current = begin(StoreStep.FETCH);
    Root root = beginStatement(current);
    TableShape table = store.shape().of(fetch.table());
    List<@Nullable Object[]> rows = reader(root).fetch(table, fetch);
    current.reads().sawKeys(table, fetch.keys());
    lock(current, table, rows, fetch.lock());
    return rows;
  }

  @Override
  public List<@Nullable Object[]> select(Select select) {
    Transaction current = begin(StoreStep.SELECT);
    Root root = beginStatement(current);
    List<@Nullable Object[]> rows = reader(root).select(select);
    saw(current, select.table(), select.where());
    lock(current, store.shape().of(select.table()), rows, select.lock());
    if (!select.columns().isEmpty()) {
      rows.replaceAll(row -> RowReader.project(row, select.columns()));
    }
    return rows;
  }

  @Override
  public RowCursor stream(Select select) {
    Transaction current = begin(StoreStep.STREAM);
    Root root = beginStatement(current);
    if (select.lock() != Lock.NONE) {
      throw new IllegalArgumentException("A stream cannot lock its rows. Use select.");
    }
    RowSource rows = reader(root).stream(select);
    saw(current, select.table(), select.where());
    return new InMemoryCursor(this, current, rows, select.columns(), store.openCursors());
  }

  @Override
  public List<@Nullable Object[]> summarise(Summary summary) {
    Transaction current = begin(StoreStep.SUMMARISE);
    Root root = beginStatement(current);
    List<@Nullable Object[]> groups =
        new Summariser(store.shape(), readable(root)).summarise(summary);
    saw(current, summary.table(), summary.where());
    shuffler().shuffle(groups);
    return groups;
  }

  @Override
  public int[] write(List<Write> writes) {
    return statement(StoreStep.WRITE, writer -> {
      var counts = new int[writes.size()];
      for (int i = 0; i < counts.length; i++) {
        Write write = writes.get(i);
        if (write instanceof Write.Insert && write.table().hasIdentity()) {
          throw new IllegalArgumentException("The keys of " + write.table()
              + " are generated, its rows come by insertGenerated only.");
        }
        counts[i] = writer.execute(write);
      }
      return counts;
    });
  }

  @Override
  public Key insertGenerated(Table table, @Nullable Object[] row) {
    return statement(StoreStep.WRITE, writer -> {
      int column = table.key().get(0);
      long number = store.sequences().nextIdentity(table, shuffler());
      Object value = table.type(column).kind() == StoredType.Kind.INT32
          ? (Object) Math.toIntExact(number)
          : number;
      @Nullable Object[] complete = row.clone();
      complete[column] = value;
      Key key = Key.of(value);
      writer.execute(new Write.Insert(table, key, complete));
      return key;
    });
  }

  @Override
  public long update(BulkUpdate update) {
    return statement(StoreStep.UPDATE, writer -> new BulkWriter(writer, shuffler()).update(update));
  }

  @Override
  public long delete(Table table, Condition where) {
    return statement(
        StoreStep.DELETE, writer -> new BulkWriter(writer, shuffler()).delete(table, where));
  }

  /* All of a statement or nothing: it works on an edit, which becomes the session's root only at the end. */
  private <R> R statement(StoreStep step, Function<RowWriter, R> writes) {
    if (options.readOnly()) {
      throw new IllegalStateException("Cannot write: the session was opened read-only.");
    }
    Transaction current = begin(step);
    var writer = new RowWriter(store.shape(), beginStatement(current), current.reads());
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
    begin(StoreStep.NEXT_BLOCK);
    return store.sequences().nextBlock(sequence, shuffler());
  }

  @Override
  public Object savepoint() {
    return begin(StoreStep.SAVEPOINT).savepoint();
  }

  @Override
  public void rollbackTo(Object savepoint) {
    begin(StoreStep.ROLLBACK_TO).rollbackTo(savepoint);
  }

  @Override
  public void release(Object savepoint) {
    begin(StoreStep.RELEASE).release(savepoint);
  }

  @Override
  public <Q> Q queries(Class<Q> type, @Nullable Supplier<Q> twin) {
    if (twin == null) {
      throw new MisuseException(
          "The queries " + type.getName() + " have no implementation for " + store.name()
              + ", which answers by their Java form. Give it by LayerOptions.queries("
              + type.getSimpleName() + ".class, work -> ...), or to a test by"
              + " LayerExtension.queries(...).",
          null);
    }
    return twin.get();
  }

  @Override
  public void commit() {
    try {
      store.commit(this, begin(StoreStep.COMMIT));
    } finally {
      end();
    }
    store.faults().at(StoreStep.COMMITTED);
  }

  @Override
  public void rollback() {
    end();
    store.faults().at(StoreStep.ROLLBACK);
  }

  @Override
  public void close() {
    end();
  }

  /*
   * The one gate that every operation passes: the place for its deadline, for faults made on purpose, and for finding out
   * that the session is over.
   */
  private Transaction begin(StoreStep step) {
    Transaction current = usable(step);
    store.faults().at(step);
    return current;
  }

  /** The running transaction, unless it is too late for anything. */
  Transaction usable(StoreStep step) {
    Transaction current = live();
    if (isLimited && nanosLeft() < 0) {
      throw new DeadlineExceededException(
          "The time allowed for the unit of work is over [step=" + step + "].", null);
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new CancelledException(
          "The thread was interrupted; nothing of the unit of work is stored.", null);
    }
    return current;
  }

  /** The running transaction. */
  Transaction live() {
    Transaction current = transaction;
    if (current != null) {
      return current;
    }
    // A session that ends leaves its seat: whoever has lost the transaction and sits there was
    // expired.
    if (expired || seat.isTakenBy(this)) {
      throw tooOld();
    }
    throw ended();
  }

  /**
   * Checks that the snapshot is still kept and that nobody has ended the session meanwhile, as a layer does that is closed. Under the
   * commit lock what was read can be validated if this is so.
   *
   * @throws WriteConflictException if the snapshot is not kept
   * @throws IllegalStateException if the session has ended
   */
  void checkSeated() {
    if (expired) {
      throw tooOld();
    }
    if (!seat.isTakenBy(this)) {
      throw ended();
    }
  }

  private static IllegalStateException ended() {
    return new IllegalStateException("The session has ended.");
  }

  private static WriteConflictException tooOld() {
    return new WriteConflictException(
        "The snapshot is too old: other units of work changed more rows since it was taken than the"
            + " store keeps for it. Use shorter units of work, and close each of them.",
        null);
  }

  /*
   * The number is announced before the snapshot is taken: whoever trims the log either sees it, or has published before
   * the snapshot is read, so that the snapshot needs nothing of what is trimmed.
   */
  private Root beginStatement(Transaction current) {
    if (!current.hasSnapshot() || store.rules().movesWithEachStatement(options.level())) {
      snapshot = store.root().sequence;
      return current.beginStatement(store.root());
    }
    return current.working();
  }

  private Root readable(Root seen) {
    return store.rules().readable(seen, store.root());
  }

  private RowReader reader(Root root) {
    return new RowReader(store.shape(), readable(root), shuffler());
  }

  private void saw(Transaction current, Table table, Condition where) {
    current.reads().sawMatches(store.shape().of(table), where);
  }

  private void lock(
      Transaction current, TableShape table, List<@Nullable Object[]> rows, Lock lock) {
    if (lock == Lock.NONE) {
      return;
    }
    Root newest = store.root();
    for (@Nullable Object[] row : rows) {
      Key key = table.keyOf(row);
      current.lock(table, key, newest);
    }
  }

  /** Lets go of the rows of a stream. */
  void forget(InMemoryCursor cursor) {
    Transaction current = transaction;
    if (current != null) {
      current.streams().remove(cursor);
    }
  }

  /** Whether commits since the snapshot must stay in the log for it. */
  boolean isValidated() {
    return options.level() == Level.SERIALIZABLE;
  }

  /** Whether it has not ended and is not expired. */
  boolean isLive() {
    return transaction != null;
  }

  /** The number of the snapshot; the greatest long if there is none. */
  long snapshot() {
    long number = snapshot;
    return number == NO_SNAPSHOT ? Long.MAX_VALUE : number;
  }

  /** Lets go of the snapshot; called under the commit lock by a thread that commits. */
  void expire() {
    expired = true;
    snapshot = NO_SNAPSHOT;
    transaction = null;
  }

  private void end() {
    boolean isFirst = seat.leave(this);
    transaction = null;
    if (isFirst) {
      store.left(isValidated());
    }
  }

  boolean isLimited() {
    return isLimited;
  }

  /** What is left of the time allowed, if it is limited. */
  long nanosLeft() {
    return deadlineNanos - System.nanoTime();
  }
}
