package org.bilayer.testkit.junit;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.bilayer.store.BulkUpdate;
import org.bilayer.store.Condition;
import org.bilayer.store.DelegatingSession;
import org.bilayer.store.DelegatingStore;
import org.bilayer.store.Fetch;
import org.bilayer.store.QueryCalls;
import org.bilayer.store.RowCursor;
import org.bilayer.store.Select;
import org.bilayer.store.Sequence;
import org.bilayer.store.SessionOptions;
import org.bilayer.store.Store;
import org.bilayer.store.StoreSession;
import org.bilayer.store.Summary;
import org.bilayer.store.Table;
import org.bilayer.store.Write;
import org.bilayer.testkit.junit.Statements.Kind;
import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;

/** A store that notes what it is asked. Closing it leaves the other store open. */
final class CountingStore extends DelegatingStore {

  private final Statements statements;

  CountingStore(Store store, Statements statements) {
    super(store);
    this.statements = statements;
  }

  @Override
  public StoreSession open(SessionOptions options) {
    return new Session(delegate().open(options), statements);
  }

  @Override
  public Optional<Store> fork(long seed) {
    return delegate().fork(seed);
  }

  @Override
  public void close() {}

  private static final class Session extends DelegatingSession {

    private final Statements statements;
    private boolean inQueries;

    Session(StoreSession session, Statements statements) {
      super(session);
      this.statements = statements;
    }

    private void count(Kind kind, String table, int rows) {
      if (!inQueries) {
        statements.add(kind, table, rows);
      }
    }

    /** A call is one statement on every backend: what a Java form reads in it is not counted. */
    @Override
    public <Q> Q queries(Class<Q> type, @Nullable Supplier<Q> twin) {
      return QueryCalls.around(type, super.queries(type, twin), (method, call) -> {
        count(Kind.QUERIES, type.getSimpleName() + "." + method.getName(), 0);
        boolean outermost = !inQueries;
        inQueries = true;
        try {
          return call.proceed();
        } finally {
          inQueries = !outermost;
        }
      });
    }

    @Override
    public List<@Nullable Object[]> fetch(Fetch fetch) {
      count(Kind.FETCH, fetch.table().name(), fetch.keys().size());
      return super.fetch(fetch);
    }

    @Override
    public List<@Nullable Object[]> select(Select select) {
      count(Kind.SELECT, select.table().name(), 0);
      return super.select(select);
    }

    @Override
    public RowCursor stream(Select select) {
      count(Kind.STREAM, select.table().name(), 0);
      return super.stream(select);
    }

    @Override
    public List<@Nullable Object[]> summarise(Summary summary) {
      count(Kind.SUMMARISE, summary.table().name(), 0);
      return super.summarise(summary);
    }

    @Override
    public int[] write(List<Write> writes) {
      int from = 0;
      while (from < writes.size()) {
        Write first = writes.get(from);
        int to = from + 1;
        while (to < writes.size() && isLike(first, writes.get(to))) {
          to++;
        }
        count(kind(first), first.table().name(), to - from);
        from = to;
      }
      return super.write(writes);
    }

    private static boolean isLike(Write left, Write right) {
      return kind(left) == kind(right) && left.table().equals(right.table());
    }

    private static Kind kind(Write write) {
      if (write instanceof Write.Insert) {
        return Kind.INSERT;
      }
      return write instanceof Write.Update ? Kind.UPDATE : Kind.DELETE;
    }

    @Override
    public Key insertGenerated(Table table, @Nullable Object[] row) {
      count(Kind.INSERT, table.name(), 1);
      return super.insertGenerated(table, row);
    }

    @Override
    public long update(BulkUpdate update) {
      count(Kind.BULK_UPDATE, update.table().name(), 0);
      return super.update(update);
    }

    @Override
    public long delete(Table table, Condition where) {
      count(Kind.BULK_DELETE, table.name(), 0);
      return super.delete(table, where);
    }

    @Override
    public long nextBlock(Sequence sequence) {
      count(Kind.NEXT_BLOCK, sequence.name(), sequence.blockSize());
      return super.nextBlock(sequence);
    }
  }
}
