package org.bilayer.store;

import java.util.List;
import java.util.function.Supplier;
import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;

/**
 * A session that passes every call to another session; a subclass overrides the calls that it changes. One thread at a time.
 *
 * <p>{@link #find}, {@link #fetchAll}, {@link #writeLast} and {@link #writeAndCommit} are not passed on. They call the other methods of this session,
 * so that a subclass that overrides {@link #fetch}, {@link #write} or {@link #commit} changes them as well.
 */
public abstract class DelegatingSession implements StoreSession {

  private final StoreSession session;

  /** Passes calls to this session. */
  protected DelegatingSession(StoreSession session) {
    this.session = session;
  }

  @Override
  public List<@Nullable Object[]> fetch(Fetch fetch) {
    return session.fetch(fetch);
  }

  @Override
  public List<@Nullable Object[]> select(Select select) {
    return session.select(select);
  }

  @Override
  public RowCursor stream(Select select) {
    return session.stream(select);
  }

  @Override
  public List<@Nullable Object[]> summarise(Summary summary) {
    return session.summarise(summary);
  }

  @Override
  public int[] write(List<Write> writes) {
    return session.write(writes);
  }

  @Override
  public Key insertGenerated(Table table, @Nullable Object[] row) {
    return session.insertGenerated(table, row);
  }

  @Override
  public long update(BulkUpdate update) {
    return session.update(update);
  }

  @Override
  public long delete(Table table, Condition where) {
    return session.delete(table, where);
  }

  @Override
  public long nextBlock(Sequence sequence) {
    return session.nextBlock(sequence);
  }

  @Override
  public Object savepoint() {
    return session.savepoint();
  }

  @Override
  public void rollbackTo(Object savepoint) {
    session.rollbackTo(savepoint);
  }

  @Override
  public void release(Object savepoint) {
    session.release(savepoint);
  }

  @Override
  public <Q> Q queries(Class<Q> type, @Nullable Supplier<Q> twin) {
    return session.queries(type, twin);
  }

  @Override
  public long handWrittenChanges() {
    return session.handWrittenChanges();
  }

  @Override
  public void commit() {
    session.commit();
  }

  @Override
  public void rollback() {
    session.rollback();
  }

  @Override
  public void close() {
    session.close();
  }
}
