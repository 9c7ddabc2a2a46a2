package org.bilayer.inmemory.internal.session;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bilayer.failure.WriteConflictException;
import org.bilayer.inmemory.internal.plan.RowSource;
import org.bilayer.inmemory.internal.table.ReadObserver;
import org.bilayer.inmemory.internal.table.Root;
import org.bilayer.inmemory.internal.table.RowChange;
import org.bilayer.inmemory.internal.table.TableShape;
import org.bilayer.store.RowCursor;
import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;

/**
 * The data side of one session: the state it started from, the state with its own writes, and what it must be validated
 * for. One thread at a time.
 */
final class Transaction {
  /*
   * Own writes are made to a private root, so own reads see them without an overlay, and a savepoint is a pointer to that
   * root and a position in the log of changes.
   *
   * At READ_COMMITTED each statement begins by putting the changes so far on top of the newest root. A row that this
   * session wrote and another has committed since ends it there: a database would have made the other one wait.
   */

  /** What a savepoint returns to. */
  private record Savepoint(
      @Nullable Root base, @Nullable Root working, int changes, long version) {}

  private static final long NONE = 0;

  private final Rebase rebase;
  private final @Nullable ReadSet reads;

  /* Most transactions read, write once or not at all, and have no savepoint: their lists are made when needed. */
  private List<RowChange> changes = List.of();
  private List<Savepoint> savepoints = List.of();
  private @Nullable LockedRows locks;

  private @Nullable Map<RowCursor, RowSource> streams;

  /** The committed state this session sees; null before its first statement. */
  private @Nullable Root base;

  /** The base with own writes. */
  private @Nullable Root working;

  /** The version of the rows that are written now; none before the first of them behind a savepoint. */
  private long version = NONE;

  /**
   * Begins without a snapshot.
   *
   * @param reads keeps what is read, for a commit that is validated; null for other commits
   */
  Transaction(Rebase rebase, @Nullable ReadSet reads) {
    this.rebase = rebase;
    this.reads = reads;
  }

  boolean hasSnapshot() {
    return base != null;
  }

  /** The rows of the streams that are open. */
  Map<RowCursor, RowSource> streams() {
    Map<RowCursor, RowSource> known = streams;
    if (known == null) {
      known = new HashMap<>();
      streams = known;
    }
    return known;
  }

  /** Takes a committed state as the snapshot, with own writes on top of it. */
  @SuppressWarnings("ReferenceEquality") // a root is itself
  Root moveTo(Root newest) {
    if (base != newest) {
      working = hasWritten() ? onto(newest) : newest;
      base = newest;
    }
    return working();
  }

  /** The committed state this session sees. */
  Root base() {
    return begun(base);
  }

  /** The committed state with own writes. */
  Root working() {
    return begun(working);
  }

  private static Root begun(@Nullable Root root) {
    if (root == null) {
      throw new IllegalStateException("The session has not read anything yet.");
    }
    return root;
  }

  /** Ends a statement that wrote; the list is handed over. */
  void wrote(Root next, List<RowChange> more) {
    working = next;
    if (changes.isEmpty()) {
      changes = more;
    } else {
      changes.addAll(more);
    }
  }

  /** Changes were made and are undone, by a failure or a return to a savepoint. */
  void undid(List<RowChange> undone) {
    undone.forEach(reads()::sawOutcomeOf);
  }

  boolean hasWritten() {
    return !changes.isEmpty();
  }

  /** What this session has changed, in order. */
  List<RowChange> changes() {
    return Collections.unmodifiableList(changes);
  }

  /** The root with this session's writes on top of the newest committed state. */
  @SuppressWarnings("ReferenceEquality") // a root is itself
  Root onto(Root newest) {
    return newest == base ? working() : rebase.onto(newest, changes());
  }

  /**
   * The version of a row that is written now, where the store chooses versions. As on PostgreSQL it belongs to the part of the
   * transaction: rows written between two savepoints share one, and a savepoint begins another.
   */
  long version(Sequences sequences) {
    if (version == NONE) {
      version = sequences.nextVersion();
    }
    return version;
  }

  /** To be told what is read. */
  ReadObserver reads() {
    return reads == null ? ReadObserver.NONE : reads;
  }

  /** What was read, if the commit is validated against it; null otherwise. */
  @Nullable
  ReadSet readSet() {
    return reads;
  }

  void lock(TableShape table, Key key, Root newest) {
    if (locks == null) {
      locks = new LockedRows();
    }
    locks.lock(table, key, base(), newest);
  }

  /**
   * Checks that others have not changed what was locked.
   *
   * @throws WriteConflictException if they have
   */
  void checkLocks(Root newest) {
    if (locks != null) {
      locks.check(newest);
    }
  }

  Object savepoint() {
    var savepoint = new Savepoint(base, working, changes.size(), version);
    version = NONE;
    if (savepoints.isEmpty()) {
      savepoints = new ArrayList<>();
    }
    savepoints.add(savepoint);
    return savepoint;
  }

  void rollbackTo(Object mark) {
    Savepoint savepoint = savepoints.get(depth(mark));
    savepoints.subList(depth(mark) + 1, savepoints.size()).clear();
    version = NONE;
    if (changes.size() > savepoint.changes()) {
      List<RowChange> later = changes.subList(savepoint.changes(), changes.size());
      undid(later);
      later.clear();
    }
    if (savepoint.base() != null) {
      base = savepoint.base();
      working = savepoint.working();
    } else {
      working = base;
    }
  }

  void release(Object mark) {
    version = savepoints.get(depth(mark)).version();
    savepoints.subList(depth(mark), savepoints.size()).clear();
  }

  @SuppressWarnings("ReferenceEquality") // a savepoint is itself, not one that looks the same
  private int depth(Object mark) {
    for (int i = savepoints.size() - 1; i >= 0; i--) {
      if (savepoints.get(i) == mark) {
        return i;
      }
    }
    throw new IllegalStateException(
        "The savepoint belongs to another session, was released, or was undone by a rollback to "
            + "an earlier savepoint.");
  }
}
