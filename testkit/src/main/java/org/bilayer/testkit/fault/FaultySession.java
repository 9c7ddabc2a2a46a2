package org.bilayer.testkit.fault;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.bilayer.failure.CommitUnknownException;
import org.bilayer.failure.DataException;
import org.bilayer.failure.UnavailableException;
import org.bilayer.store.BulkUpdate;
import org.bilayer.store.Condition;
import org.bilayer.store.DelegatingSession;
import org.bilayer.store.Fetch;
import org.bilayer.store.QueryCalls;
import org.bilayer.store.RowCursor;
import org.bilayer.store.Select;
import org.bilayer.store.Sequence;
import org.bilayer.store.StoreSession;
import org.bilayer.store.Summary;
import org.bilayer.store.Table;
import org.bilayer.store.Write;
import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;

/** A session that fails by a plan. One thread at a time. */
final class FaultySession extends DelegatingSession {

  /*
   * A fault leaves the session as a database would: it has rolled back, whatever the caller does next. That happens here and
   * at once, so that a caller who goes on after a failure meets a session that is over and not one that still works.
   */

  private final FaultPlan plan;
  private final StoreSession session;
  private final boolean resolveCommit;

  /** Whether hand-written queries are being answered, by a Java form that may ask this session. */
  private boolean inQueries;

  FaultySession(FaultPlan plan, StoreSession session, boolean resolveCommit) {
    super(session);
    this.plan = plan;
    this.session = session;
    this.resolveCommit = resolveCommit;
  }

  private <R extends @Nullable Object> R passing(Operation operation, Supplier<R> act) {
    Optional<Fault> fault = at(operation);
    if (fault.isEmpty()) {
      return act.get();
    }
    if (fault.get() == Fault.ANSWER_LOST) {
      answer(act);
    }
    throw ended(operation, fault.get());
  }

  /** What the store answers; a failure is an answer, too. */
  private static @Nullable Object answer(Supplier<?> act) {
    try {
      return act.get();
    } catch (DataException failure) {
      return failure;
    }
  }

  private DataException ended(Operation operation, Fault fault) {
    session.rollback();
    return fault.failure(operation);
  }

  @Override
  public List<@Nullable Object[]> fetch(Fetch fetch) {
    return passing(Operation.FETCH, () -> session.fetch(fetch));
  }

  @Override
  public List<@Nullable Object[]> select(Select select) {
    return passing(Operation.SELECT, () -> session.select(select));
  }

  @Override
  public RowCursor stream(Select select) {
    return passing(Operation.STREAM, () -> session.stream(select));
  }

  @Override
  public List<@Nullable Object[]> summarise(Summary summary) {
    return passing(Operation.SUMMARISE, () -> session.summarise(summary));
  }

  @Override
  public int[] write(List<Write> writes) {
    return passing(Operation.FLUSH, () -> {
      for (int i = 0; i < writes.size(); i++) {
        Optional<Fault> fault = at(Operation.WRITE);
        if (fault.isPresent()) {
          int reached = fault.get() == Fault.ANSWER_LOST ? i + 1 : i;
          if (reached > 0) {
            answer(() -> session.write(writes.subList(0, reached)));
          }
          throw ended(Operation.WRITE, fault.get());
        }
      }
      return session.write(writes);
    });
  }

  /** Writes and COMMIT share one answer: without it nobody knows, on whatever store this is. */
  @Override
  public int[] writeAndCommit(List<Write> writes) {
    try {
      return super.writeAndCommit(writes);
    } catch (UnavailableException lost) {
      throw resolveCommit
          ? lost
          : new CommitUnknownException(
              "The fault plan lost the answer to the writes and the commit behind them: the unit of work is"
                  + " stored completely or not at all. Find out the outcome before you run the "
                  + "unit again.",
              lost);
    }
  }

  @Override
  public Key insertGenerated(Table table, @Nullable Object[] row) {
    return passing(Operation.INSERT_GENERATED, () -> session.insertGenerated(table, row));
  }

  @Override
  public long update(BulkUpdate update) {
    return passing(Operation.BULK_UPDATE, () -> session.update(update));
  }

  @Override
  public long delete(Table table, Condition where) {
    return passing(Operation.BULK_DELETE, () -> session.delete(table, where));
  }

  @Override
  public long nextBlock(Sequence sequence) {
    return passing(Operation.NEXT_BLOCK, () -> session.nextBlock(sequence));
  }

  @Override
  public Object savepoint() {
    return passing(Operation.SAVEPOINT, session::savepoint);
  }

  @Override
  public void rollbackTo(Object savepoint) {
    passing(Operation.ROLLBACK_TO, () -> {
      session.rollbackTo(savepoint);
      return true;
    });
  }

  @Override
  public void release(Object savepoint) {
    passing(Operation.RELEASE, () -> {
      session.release(savepoint);
      return true;
    });
  }

  @Override
  public <Q> Q queries(Class<Q> type, @Nullable Supplier<Q> twin) {
    return QueryCalls.around(type, session.queries(type, twin), (method, call) -> queried(call));
  }

  /** A call is one operation on every backend: what a Java form reads in it is not counted. */
  private @Nullable Object queried(QueryCalls.Call call) throws Throwable {
    Optional<Fault> fault = at(Operation.QUERIES);
    if (fault.isPresent() && fault.get() != Fault.ANSWER_LOST) {
      throw ended(Operation.QUERIES, fault.get());
    }
    boolean outermost = !inQueries;
    inQueries = true;
    try {
      Object answer = call.proceed();
      if (fault.isEmpty()) {
        return answer;
      }
    } catch (DataException failure) {
      if (fault.isEmpty()) {
        throw failure;
      }
    } finally {
      inQueries = !outermost;
    }
    throw ended(Operation.QUERIES, fault.get());
  }

  private Optional<Fault> at(Operation operation) {
    return inQueries ? Optional.empty() : plan.at(operation);
  }

  @Override
  public void commit() {
    Optional<Fault> fault = plan.at(Operation.COMMIT);
    if (fault.isEmpty()) {
      session.commit();
      return;
    }
    if (!fault.get().isLostConnection()) {
      throw ended(Operation.COMMIT, fault.get());
    }
    boolean stored = fault.get() == Fault.ANSWER_LOST;
    if (stored) {
      session.commit();
    } else {
      session.rollback();
    }
    if (!resolveCommit) {
      throw new CommitUnknownException(
          "The fault plan lost the answer to the commit [fault=" + fault.get()
              + "]: the unit of work is stored completely or not at all. Find out the outcome "
              + "before you run the unit again.",
          null);
    }
    resolve(stored);
  }

  private void resolve(boolean stored) {
    Optional<Fault> fault = plan.at(Operation.RESOLVE);
    if (fault.isPresent()) {
      throw new CommitUnknownException(
          "The fault plan lost the answer to the commit and to the question about its outcome [fault="
              + fault.get()
              + "]: the unit of work is stored completely or not at all. Find out the outcome "
              + "before you run the unit again.",
          fault.get().failure(Operation.RESOLVE));
    }
    if (!stored) {
      throw new UnavailableException(
          "The commit did not reach the store; nothing of the unit of work is stored. Retry the "
              + "unit on a new connection.",
          null);
    }
  }

  @Override
  public void rollback() {
    Optional<Fault> fault = plan.at(Operation.ROLLBACK);
    session.rollback();
    if (fault.isPresent()) {
      throw fault.get().failure(Operation.ROLLBACK);
    }
  }
}
