package org.bilayer.mybatis.internal.session;

import java.util.List;
import java.util.function.Supplier;
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
import org.jspecify.annotations.Nullable;

/** One transaction on a SQL database. One thread at a time. */
final class MyBatisSession implements StoreSession {

  private final boolean resolveCommit;
  private final UnitReads reads;
  private final Flush flush;
  private final ConditionalWrites conditionalWrites;
  private final GeneratedValues generated;
  private final Savepoints savepoints;
  private final UnitMappers mappers;
  private final UnitEnd end;

  MyBatisSession(StoreContext store, SessionOptions options) {
    this.resolveCommit = options.resolveCommit();
    var unit = new UnitContext(store, options);
    var statements = new UnitStatements(unit);
    var exact = new ExactReferences(unit, statements);
    ReferenceGuard guard =
        store.dialect().canLoseReferences() ? new ReferenceGuard(unit, statements, exact) : null;
    this.reads = new UnitReads(unit, statements);
    var readBack = new ReadBack(unit, statements);
    var actions = new ActionGuard(unit, statements);
    this.flush = new Flush(unit, statements, readBack, actions, guard, exact);
    this.conditionalWrites = new ConditionalWrites(unit, statements, actions, guard, exact);
    this.generated = new GeneratedValues(unit, statements, readBack, guard, exact);
    this.savepoints = new Savepoints(unit);
    this.mappers = new UnitMappers(unit);
    this.end = new UnitEnd(unit, mappers, resolveCommit);
  }

  @Override
  public List<@Nullable Object[]> fetch(Fetch fetch) {
    return reads.fetch(fetch);
  }

  @Override
  public List<List<@Nullable Object[]>> fetchAll(Fetch first, List<Fetch> others) {
    return others.isEmpty() || !reads.fetchesTogether()
        ? StoreSession.super.fetchAll(first, others)
        : reads.fetchAll(first, others);
  }

  @Override
  public List<@Nullable Object[]> select(Select select) {
    return reads.select(select);
  }

  @Override
  public RowCursor stream(Select select) {
    return reads.stream(select);
  }

  @Override
  public List<@Nullable Object[]> summarise(Summary summary) {
    return reads.summarise(summary);
  }

  @Override
  public int[] write(List<Write> writes) {
    return flush.write(writes);
  }

  @Override
  public int[] writeLast(List<Write> writes) {
    return flush.writeLast(writes);
  }

  @Override
  public int[] writeAndCommit(List<Write> writes) {
    // Only a trace that was left before the COMMIT shows the outcome of the COMMIT. The mappers
    // must be notified of the commit.
    return resolveCommit || mappers.isUsed() || !flush.canCommit(writes)
        ? StoreSession.super.writeAndCommit(writes)
        : flush.writeAndCommit(writes);
  }

  @Override
  public Key insertGenerated(Table table, @Nullable Object[] row) {
    return generated.insertGenerated(table, row);
  }

  @Override
  public long nextBlock(Sequence sequence) {
    return generated.nextBlock(sequence);
  }

  @Override
  public long update(BulkUpdate update) {
    return conditionalWrites.update(update);
  }

  @Override
  public long delete(Table table, Condition where) {
    return conditionalWrites.delete(table, where);
  }

  @Override
  public Object savepoint() {
    return savepoints.set();
  }

  @Override
  public void rollbackTo(Object savepoint) {
    savepoints.rollbackTo(savepoint);
  }

  @Override
  public void release(Object savepoint) {
    savepoints.release(savepoint);
  }

  @Override
  public <Q> Q queries(Class<Q> type, @Nullable Supplier<Q> twin) {
    return mappers.queries(type, twin);
  }

  @Override
  public long handWrittenChanges() {
    return mappers.changes();
  }

  @Override
  public void commit() {
    end.commit();
  }

  @Override
  public void rollback() {
    end.rollback();
  }

  @Override
  public void close() {
    end.close();
  }
}
