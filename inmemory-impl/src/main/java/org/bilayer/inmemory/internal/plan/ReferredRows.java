package org.bilayer.inmemory.internal.plan;

import java.util.ArrayList;
import java.util.List;
import org.bilayer.inmemory.internal.table.ConditionCompiler;
import org.bilayer.inmemory.internal.table.IndexShape;
import org.bilayer.inmemory.internal.table.KeyRange;
import org.bilayer.inmemory.internal.table.ReadObserver;
import org.bilayer.inmemory.internal.table.Root;
import org.bilayer.inmemory.internal.table.StoreShape;
import org.bilayer.inmemory.internal.table.TableShape;
import org.bilayer.store.Condition;
import org.bilayer.store.Operator;
import org.bilayer.store.SortColumn;
import org.bilayer.store.Table;
import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;

/** Looks for a way to a query's rows that begins at the rows to which they refer. One thread at a time. */
final class ReferredRows {
  /*
   * The parts of a conjunction that are about the columns of one joined row, and are not true without such a row, choose rows of
   * the target's table. The rows that refer to one of these lie side by side in the index of the foreign key. Over several
   * steps, the rows of one step are the keys that the step before looks for.
   *
   * The way is taken if few rows of the target have to be looked at, compared with the way through the table's own indexes, and
   * few rows refer to what is found. Rows are tested again as on each other way.
   *
   * Who reads this way does not see rows that refer to other targets. A serializable session therefore keeps what chose the
   * targets, as a condition on their table.
   */
  private static final int TARGETS_MAX = 1_000;

  private static final int WORTH = 4;

  private final TableShape table;
  private final StoreShape store;
  private final Root root;
  private final ReadObserver reads;
  private final List<Condition> parts;

  private ReferredRows(
      TableShape table, StoreShape store, Root root, ReadObserver reads, Condition normal) {
    this.table = table;
    this.store = store;
    this.root = root;
    this.reads = reads;
    this.parts = normal instanceof Condition.And and ? and.all() : List.of(normal);
  }

  /**
   * Chooses the path of a query.
   *
   * @param normal a condition in {@link NormalForm}
   * @param order empty if no order is requested
   */
  static AccessPath find(
      TableShape table,
      StoreShape store,
      Root root,
      ReadObserver reads,
      Condition normal,
      List<SortColumn> order) {
    AccessPath own = PathFinder.find(table, root.table(table), normal, order);
    if (!table.isJoining()) {
      return own;
    }
    AccessPath best = own;
    var finder = new ReferredRows(table, store, root, reads, normal);
    for (int join = 0; join < table.table.joins().size(); join++) {
      if (table.table.joins().get(join).from() < 0) {
        AccessPath path = finder.pathOver(join, own.entries());
        if (path != null && path.entries() * WORTH < best.entries()) {
          best = path;
        }
      }
    }
    return best;
  }

  /** The rows that refer over a join to what the condition chooses; null if that is not worth it. */
  private @Nullable AccessPath pathOver(int join, long entries) {
    IndexShape index =
        table.findIndexBeginningWith(table.table.joins().get(join).key().columns());
    List<Key> targets = targets(join, Math.min(TARGETS_MAX, entries / WORTH));
    if (index == null || targets == null) {
      return null;
    }
    var ranges = new ArrayList<KeyRange>(targets.size());
    long found = targets.size();
    for (Key target : targets) {
      KeyRange range = KeyRange.beginningWith(index.order, target);
      found += root.table(table).tree(index).countIn(range);
      ranges.add(range);
    }
    return new AccessPath(index, ranges, found, false, false);
  }

  /** The keys, ascending, of the rows at the end of a join that the condition chooses; null if it chooses none or too many. */
  private @Nullable List<Key> targets(int join, long most) {
    TableShape target = store.of(table.table.joins().get(join).target());
    var chosen = new ArrayList<Condition>();
    for (Condition part : parts) {
      Condition moved = JoinedCondition.on(part, table.table, join);
      if (moved != null && isFalseWithout(moved, target)) {
        chosen.add(moved);
      }
    }
    List<Table.Join> joins = table.table.joins();
    for (int next = join + 1; next < joins.size(); next++) {
      List<Key> further = joins.get(next).from() == join ? targets(next, most) : null;
      if (further != null) {
        chosen.add(refersTo(joins.get(next).key().columns(), further));
      }
    }
    if (chosen.isEmpty()) {
      return null;
    }
    Condition where = chosen.size() == 1 ? chosen.get(0) : new Condition.And(chosen);
    AccessPath path = PathFinder.find(target, root.table(target), where, List.of());
    if (path.entries() > most) {
      return null;
    }
    reads.sawMatches(target, where);
    var keys = new ArrayList<Key>();
    RowScan scan =
        RowScan.inOrder(target, root, RowMatch.of(where, target, store, ReadObserver.NONE), path);
    while (scan.next()) {
      keys.add(target.keyOf(scan.row()));
    }
    keys.sort(target.primary.order);
    return keys;
  }

  private boolean isFalseWithout(Condition condition, TableShape target) {
    return !ConditionCompiler.compile(condition, target, store)
        .isTrue(new Object[target.width()], root);
  }

  private static Condition refersTo(List<Integer> columns, List<Key> keys) {
    if (keys.isEmpty()) {
      return new Condition.Always(false);
    }
    if (columns.size() == 1) {
      return new Condition.In(
          columns.get(0), keys.stream().map(key -> key.value(0)).toList());
    }
    var any = new ArrayList<Condition>();
    for (Key key : keys) {
      var all = new ArrayList<Condition>();
      for (int i = 0; i < columns.size(); i++) {
        all.add(new Condition.Compare(columns.get(i), Operator.EQ, key.value(i)));
      }
      any.add(new Condition.And(all));
    }
    return any.size() == 1 ? any.get(0) : new Condition.Or(any);
  }
}
