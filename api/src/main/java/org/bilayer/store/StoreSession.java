package org.bilayer.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.bilayer.value.Key;
import org.bilayer.value.Lock;
import org.jspecify.annotations.Nullable;

/**
 * One transaction on a store, in terms of rows. The engine calls it from one thread at a time, and after a
 * failure calls nothing but {@link #rollbackTo}, {@link #rollback} and {@link #close}.
 *
 * <p>Every method throws the failures of {@code org.bilayer.failure} and no driver exception: {@code
 * ConflictException}, {@code ConstraintViolationException}, {@code UnavailableException}, {@code
 * DeadlineExceededException}, {@code CancelledException} and {@code StorageFailureException} at any call, {@code
 * UnreadableRowException} at reads,
 * {@code CommitUnknownException} at {@link #commit} and {@link #writeAndCommit} only. An {@link Error} passes through unchanged.
 *
 * <p>Nothing is visible to other sessions before {@link #commit}. A session sees its own writes.
 */
public interface StoreSession extends AutoCloseable {

  /**
   * The row with a primary key, not locked.
   *
   * @return complete; null if there is none
   */
  default @Nullable Object @Nullable [] find(Table table, Key key) {
    List<@Nullable Object[]> rows = fetch(new Fetch(table, table.key(), List.of(key), Lock.NONE));
    return rows.isEmpty() ? null : rows.get(0);
  }

  /**
   * Rows by key, at most one per key where the columns are the whole primary key.
   *
   * @return complete rows in an unspecified order
   */
  List<@Nullable Object[]> fetch(Fetch fetch);

  /**
   * Rows of several tables by key, all from one state of the data if the level gives one; a backend may read them in one trip.
   *
   * @param first the rows without which the others do not matter: if there are none, the others need not be read
   * @return the rows of {@code first} and of each of the others, in this order
   */
  default List<List<@Nullable Object[]>> fetchAll(Fetch first, List<Fetch> others) {
    var all = new ArrayList<List<@Nullable Object[]>>(1 + others.size());
    List<@Nullable Object[]> found = fetch(first);
    all.add(found);
    for (Fetch other : others) {
      all.add(found.isEmpty() ? List.of() : fetch(other));
    }
    return all;
  }

  /**
   * Rows by condition.
   *
   * @return in the order asked for; unspecified where none was
   */
  List<@Nullable Object[]> select(Select select);

  /** As {@link #select}, one row at a time. Open cursors end with the session. */
  RowCursor stream(Select select);

  /** Aggregates; the order of groups is unspecified. */
  List<@Nullable Object[]> summarise(Summary summary);

  /**
   * Executes writes in order.
   *
   * @return for each write how many rows it met: 1, or 0 where the row is gone or has another version. A
   *     backend that can tell earlier may throw {@code StaleVersionException} instead. Behind a write that met no row, a
   *     write that breaks a constraint may count 0 in place of a failure, and so may those behind it. The row of each
   *     insert and update that met one row holds the values that the store has given it; see {@link Table#isReadBack}
   */
  int[] write(List<Write> writes);

  /**
   * As {@link #write}, for rows that nobody reads any more: values that the store gives to rows need not be set in them. A
   * backend can spare the statement that reads them back.
   */
  default int[] writeLast(List<Write> writes) {
    return write(writes);
  }

  /**
   * Executes the last writes of the transaction, and commits it if each of them met one row; a backend may do both in one trip.
   * As {@link #write} and then {@link #commit}, with what these throw; where it throws {@code CommitUnknownException}, the writes
   * too were carried out completely or not at all.
   *
   * @return as {@link #write}. If each is 1, everything is committed. Otherwise nothing ever will be, and the session is good for
   *     {@link #fetch} and {@link #rollback} only; what it fetches need not be of the old transaction's state. Values that the
   *     store gives to rows need not be set in them, because nobody reads these rows any more.
   */
  default int[] writeAndCommit(List<Write> writes) {
    int[] counts = writeLast(writes);
    if (counts.length == writes.size() && Arrays.stream(counts).allMatch(count -> count == 1)) {
      commit();
    }
    return counts;
  }

  /**
   * Adds a row to a table with {@link Table#hasIdentity}, at once.
   *
   * @param row complete but for the primary key, which is null; holds afterwards what the store has given it beside the key
   * @return the primary key that the database gave it; there may be gaps between such keys
   */
  Key insertGenerated(Table table, @Nullable Object[] row);

  /** Changes all rows that satisfy a condition and returns how many. */
  long update(BulkUpdate update);

  /** Removes all rows that satisfy a condition and returns how many. */
  long delete(Table table, Condition where);

  /**
   * Takes a block of numbers from a sequence, whatever becomes of this transaction.
   *
   * @return the first number of the block, which reaches up to that plus {@code blockSize - 1}; never returned again
   */
  long nextBlock(Sequence sequence);

  /** Marks a point to which {@link #rollbackTo} can return. Points nest. */
  Object savepoint();

  /** Undoes everything since the point, which stays valid; later points are gone. */
  void rollbackTo(Object savepoint);

  /** Forgets the point and later ones, keeping their effects. */
  void release(Object savepoint);

  /**
   * Hand-written queries, working in this transaction; their calls throw the failures of this interface. Either the backend
   * answers such queries itself, as one that runs SQL does, or it answers all of them by their Java form. A backend never
   * takes the Java form for an implementation of its own that is missing.
   *
   * @param twin makes the Java form that the application gave; null if it gave none
   * @throws org.bilayer.failure.MisuseException if the implementation is missing; the message says what to register
   */
  <Q> Q queries(Class<Q> type, @Nullable Supplier<Q> twin);

  /**
   * How many statements of {@link #queries} that may change rows this session has executed. The engine compares the number
   * before and after a call: loaded objects are read again if it grew.
   */
  default long handWrittenChanges() {
    return 0;
  }

  /**
   * Makes everything visible at once and lasting. Whatever it throws, the session is over; only {@code
   * CommitUnknownException} leaves open whether it took effect.
   *
   * <p>Where {@link SessionOptions#resolveCommit} asks for it, a commit whose answer was lost is looked into: the call
   * returns if it took effect, throws {@code UnavailableException} if it did not and never will, and {@code
   * CommitUnknownException} if that could not be found out in time.
   */
  void commit();

  /** Undoes everything. A failure to tell the database is reported, but the session is over either way. */
  void rollback();

  /** Gives back what the session holds, rolling back first if it is neither committed nor rolled back. */
  @Override
  void close();
}
