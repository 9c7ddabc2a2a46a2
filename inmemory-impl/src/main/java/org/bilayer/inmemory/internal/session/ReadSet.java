package org.bilayer.inmemory.internal.session;

import com.google.common.collect.HashMultimap;
import com.google.common.collect.SetMultimap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bilayer.inmemory.internal.plan.NormalForm;
import org.bilayer.inmemory.internal.table.ConditionCompiler;
import org.bilayer.inmemory.internal.table.Constraints;
import org.bilayer.inmemory.internal.table.ForeignKeyShape;
import org.bilayer.inmemory.internal.table.IndexShape;
import org.bilayer.inmemory.internal.table.ReadObserver;
import org.bilayer.inmemory.internal.table.Root;
import org.bilayer.inmemory.internal.table.RowChange;
import org.bilayer.inmemory.internal.table.RowTest;
import org.bilayer.inmemory.internal.table.TableShape;
import org.bilayer.store.Condition;
import org.bilayer.store.Condition.And;
import org.bilayer.store.Condition.Compare;
import org.bilayer.store.Condition.Exists;
import org.bilayer.store.Operator;
import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;

/** The reads of a serializable session, to be compared with later commits of other sessions. One thread at a time. */
class ReadSet implements ReadObserver {
  /*
   * The set contains the keys that were looked up, found or not; beginnings of keys, for rows that roots own; and the
   * conditions of queries, without order and limit. A changed row concerns this session if its key was read, or if
   * the row satisfies one of the conditions before or after the change. The state before the change finds rows that
   * have left a result, the state after the change finds phantoms [1].
   *
   * A condition on owned rows is kept as two conditions: the condition on the row's own columns, as if the owned rows
   * satisfied their part, and the inner condition on the owned table. Each of the two is true for more rows than the
   * whole condition, therefore no change is missed.
   *
   * A condition on rows referred to is kept as one on the row's own columns in the same way. Beside it, the key of each row
   * referred to is kept that was looked up for a row whose own columns left the condition open: what the query shows, sorts or
   * counts depends on these rows and no others.
   *
   * Memory is bounded per table: with more than PREDICATES_MAX different conditions, the whole table counts as read;
   * with more than REFERRED_MAX keys of rows referred to, too.
   *
   * [1] K. P. Eswaran, J. N. Gray, R. A. Lorie, I. L. Traiger, The notions of consistency and predicate locks in a
   *     database system, Communications of the ACM 19(11), 1976.
   */
  private static final int PREDICATES_MAX = 1_000;

  private static final int REFERRED_MAX = 10_000;

  private static final class TableReads {

    /** The beginnings of primary keys that were looked up, by number of columns. */
    final SetMultimap<Integer, Key> keys = HashMultimap.create();

    final Map<Condition, RowTest> predicates = new LinkedHashMap<>();
    boolean everything;
  }

  private final Constraints constraints;
  private final @Nullable TableReads[] tables;

  ReadSet(Constraints constraints) {
    this.constraints = constraints;
    this.tables = new TableReads[constraints.store().tables.size()];
  }

  @Override
  public void sawKey(TableShape table, Key key) {
    sawKeys(table, List.of(key));
  }

  @Override
  public void sawKeys(TableShape table, List<Key> keys) {
    if (!keys.isEmpty()) {
      reads(table).keys.putAll(keys.get(0).size(), keys);
    }
  }

  @Override
  public void sawReferred(TableShape table, Key key) {
    TableReads reads = reads(table);
    if (!reads.everything) {
      reads.keys.put(key.size(), key);
      if (reads.keys.size() > REFERRED_MAX) {
        reads.everything = true;
        reads.keys.clear();
        reads.predicates.clear();
      }
    }
  }

  @Override
  public void sawMatches(TableShape table, Condition where) {
    see(table, NormalForm.of(where));
  }

  private void see(TableShape table, Condition normal) {
    TableReads reads = reads(table);
    if (reads.everything || reads.predicates.containsKey(normal)) {
      return;
    }
    if (reads.predicates.size() == PREDICATES_MAX) {
      reads.everything = true;
      reads.predicates.clear();
    } else {
      reads.predicates.put(
          normal, ConditionCompiler.compileOwnColumns(normal, table, constraints.store()));
    }
    for (Exists exists : ownedConditions(normal, new ArrayList<>())) {
      see(constraints.store().of(exists.table()), NormalForm.of(exists.condition()));
    }
  }

  private static List<Exists> ownedConditions(Condition condition, List<Exists> found) {
    if (condition instanceof Exists exists) {
      found.add(exists);
    } else {
      condition.parts().forEach(part -> ownedConditions(part, found));
    }
    return found;
  }

  @Override
  public void sawOutcomeOf(RowChange change) {
    TableShape table = change.table();
    sawKey(table, change.key());
    @Nullable Object[] after = change.after();
    if (after == null) {
      for (ForeignKeyShape reference : constraints.of(table).referrers()) {
        see(reference.child(), equal(reference.columns(), change.key()));
      }
      return;
    }
    for (IndexShape index : table.indexes) {
      Key entry = index.keyOf(after);
      if (index.unique && !index.isFolded() && entry != null) {
        see(table, equal(index.columns, entry));
      }
    }
    for (ForeignKeyShape reference : constraints.of(table).references()) {
      Key parent = reference.parentOf(after);
      if (parent != null) {
        sawKey(reference.parent(), parent);
      }
    }
  }

  private static Condition equal(List<Integer> columns, Key key) {
    var parts = new ArrayList<Condition>(columns.size());
    for (int i = 0; i < columns.size(); i++) {
      parts.add(new Compare(columns.get(i), Operator.EQ, key.value(i)));
    }
    return parts.size() == 1 ? parts.get(0) : new And(parts);
  }

  private TableReads reads(TableShape table) {
    TableReads reads = tables[table.ordinal];
    if (reads == null) {
      reads = new TableReads();
      tables[table.ordinal] = reads;
    }
    return reads;
  }

  /** Whether a change of another session could have changed the reads. */
  boolean isTouchedBy(RowChange change, Root root) {
    TableReads reads = tables[change.table().ordinal];
    if (reads == null) {
      return false;
    }
    if (reads.everything) {
      return true;
    }
    for (Integer size : reads.keys.keySet()) {
      if (reads.keys.containsEntry(size, change.key().prefix(size))) {
        return true;
      }
    }
    for (RowTest predicate : reads.predicates.values()) {
      if (isTrue(predicate, change.before(), root) || isTrue(predicate, change.after(), root)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isTrue(RowTest predicate, @Nullable Object @Nullable [] row, Root root) {
    return row != null && predicate.isTrue(row, root);
  }
}
