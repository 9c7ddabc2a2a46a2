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

  private final RowTest own;
  private final RowTest whole;

  /** Null if the query sees the rows of the table alone. */
  private final @Nullable JoinedRows joined;

  private RowMatch(RowTest own, RowTest whole, @Nullable JoinedRows joined) {
    this.own = own;
    this.whole = whole;
    this.joined = joined;
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
            ConditionCompiler.compileOwnColumns(normal, table, store),
            whole,
            new JoinedRows(table.table, store, reads))
        : new RowMatch(RowTest.ALWAYS, whole, null);
  }

  /** What the query sees of a row of the table; null if the row does not satisfy the condition. */
  @Nullable
  Object @Nullable [] matched(@Nullable Object[] row, Root root) {
    JoinedRows others = joined;
    if (others == null) {
      return whole.isTrue(row, root) ? row : null;
    }
    if (!own.isTrue(row, root)) {
      return null;
    }
    @Nullable Object[] seen = others.of(row, root);
    return whole.isTrue(seen, root) ? seen : null;
  }
}
