package org.bilayer.inmemory.internal.plan;

import org.bilayer.inmemory.internal.table.ConditionCompiler;
import org.bilayer.inmemory.internal.table.ReadObserver;
import org.bilayer.inmemory.internal.table.Root;
import org.bilayer.inmemory.internal.table.RowTest;
import org.bilayer.inmemory.internal.table.StoreShape;
import org.bilayer.inmemory.internal.table.TableShape;
import org.bilayer.store.Condition;
import org.jspecify.annotations.Nullable;

/**
 * Whether rows satisfy a condition, and what a query sees of them. Rows referred to are looked up only for rows whose own columns
 * leave the condition open. One thread at a time.
 */
final class RowMatch {

  private final TableShape table;
  private final RowTest own;
  private final RowTest whole;
  private final ReadObserver reads;

  private RowMatch(TableShape table, RowTest own, RowTest whole, ReadObserver reads) {
    this.table = table;
    this.own = own;
    this.whole = whole;
    this.reads = reads;
  }

  /**
   * The test of a condition.
   *
   * @param normal a condition in {@link NormalForm}
   * @param reads receives the rows referred to that are looked up
   */
  static RowMatch of(Condition normal, TableShape table, StoreShape store, ReadObserver reads) {
    RowTest whole = ConditionCompiler.compile(normal, table, store);
    return table.isJoining()
        ? new RowMatch(
            table, ConditionCompiler.compileOwnColumns(normal, table, store), whole, reads)
        : new RowMatch(table, RowTest.ALWAYS, whole, reads);
  }

  /** What the query sees of a row of the table; null if the row does not satisfy the condition. */
  @Nullable
  Object @Nullable [] matched(@Nullable Object[] row, Root root) {
    if (!table.isJoining()) {
      return whole.isTrue(row, root) ? row : null;
    }
    if (!own.isTrue(row, root)) {
      return null;
    }
    @Nullable Object[] joined = table.joined(row, root, reads);
    return whole.isTrue(joined, root) ? joined : null;
  }
}
