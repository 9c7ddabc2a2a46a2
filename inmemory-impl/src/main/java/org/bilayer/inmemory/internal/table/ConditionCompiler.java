package org.bilayer.inmemory.internal.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.bilayer.inmemory.internal.plan.NormalForm;
import org.bilayer.store.Condition;
import org.bilayer.store.Condition.Always;
import org.bilayer.store.Condition.And;
import org.bilayer.store.Condition.Compare;
import org.bilayer.store.Condition.CompareColumns;
import org.bilayer.store.Condition.Exists;
import org.bilayer.store.Condition.In;
import org.bilayer.store.Condition.IsNull;
import org.bilayer.store.Condition.Matches;
import org.bilayer.store.Condition.Not;
import org.bilayer.store.Condition.Or;
import org.bilayer.store.Operator;
import org.bilayer.value.Key;
import org.bilayer.value.StoredType;
import org.jspecify.annotations.Nullable;

/** Compiles conditions to tests of rows, once per query. */
public final class ConditionCompiler implements Condition.Visitor<RowTest> {

  private final TableShape table;
  private final StoreShape store;

  /** Whether a condition on owned rows, or on columns of rows referred to, is replaced by true, negated or not. */
  private final boolean assumeOthers;

  private ConditionCompiler(TableShape table, StoreShape store, boolean assumeOthers) {
    this.table = table;
    this.store = store;
    this.assumeOthers = assumeOthers;
  }

  /**
   * Returns the test of a condition.
   *
   * @throws IllegalArgumentException if the condition compares a column with a value of another type, or names a
   *     column outside of the table
   */
  public static RowTest compile(Condition condition, TableShape table, StoreShape store) {
    return new ConditionCompiler(table, store, false).test(condition);
  }

  /**
   * A test of the row's own columns. The test is true for every row for which the condition can be true, whatever
   * rows the row owns or refers to.
   *
   * @param normal a condition in {@link NormalForm}
   */
  public static RowTest compileOwnColumns(Condition normal, TableShape table, StoreShape store) {
    return new ConditionCompiler(table, store, true).test(normal);
  }

  private RowTest test(Condition condition) {
    return isAssumed(condition) ? RowTest.ALWAYS : condition.accept(this);
  }

  private boolean isAssumed(Condition condition) {
    return assumeOthers
        && (condition instanceof Exists
            || condition.columns().stream().anyMatch(table.table::isJoined));
  }

  @Override
  public RowTest always(Always always) {
    int truth = TruthValue.of(always.value());
    return always.value() ? RowTest.ALWAYS : (row, root) -> truth;
  }

  @Override
  public RowTest isNull(IsNull isNull) {
    int column = checkColumn(isNull.column());
    return (row, root) -> TruthValue.of(row[column] == null);
  }

  @Override
  public RowTest and(And and) {
    return all(tests(and.all()));
  }

  @Override
  public RowTest or(Or or) {
    return any(tests(or.any()));
  }

  @Override
  public RowTest not(Not not) {
    if (isAssumed(not.condition())) {
      return RowTest.ALWAYS;
    }
    RowTest part = test(not.condition());
    return (row, root) -> -part.of(row, root);
  }

  @Override
  public RowTest compare(Compare compare) {
    int column = checkColumn(compare.column());
    Object value = checkValue(column, compare.value());
    StoredType type = table.type(column);
    Operator operator = compare.operator();
    return (row, root) -> {
      Object stored = row[column];
      return stored == null
          ? TruthValue.UNKNOWN
          : TruthValue.of(operator.accepts(type.compare(stored, value)));
    };
  }

  @Override
  public RowTest compareColumns(CompareColumns compare) {
    int left = checkColumn(compare.left());
    int right = checkColumn(compare.right());
    StoredType type = table.type(left);
    if (type.kind() != table.type(right).kind()) {
      throw new IllegalArgumentException("Cannot compare columns of two kinds [table=" + table
          + ", left=" + left + ", right=" + right + "].");
    }
    Operator operator = compare.operator();
    return (row, root) -> {
      Object a = row[left];
      Object b = row[right];
      return a == null || b == null
          ? TruthValue.UNKNOWN
          : TruthValue.of(operator.accepts(type.compare(a, b)));
    };
  }

  /* A sorted array, not a hash set, because equal bytes and equal decimals may be different objects. */
  @Override
  public RowTest in(In in) {
    int column = checkColumn(in.column());
    Comparator<Object> order = table.order(column);
    Object[] values = in.values().toArray();
    for (Object value : values) {
      checkValue(column, value);
    }
    Arrays.sort(values, order);
    return (row, root) -> {
      Object stored = row[column];
      return stored == null
          ? TruthValue.UNKNOWN
          : TruthValue.of(Arrays.binarySearch(values, stored, order) >= 0);
    };
  }

  @Override
  public RowTest matches(Matches matches) {
    int column = checkColumn(matches.column());
    String text = (String) checkValue(column, matches.text());
    return switch (matches.match()) {
      case PREFIX ->
        (row, root) -> row[column] instanceof String stored
            ? TruthValue.of(stored.startsWith(text))
            : TruthValue.UNKNOWN;
      case INFIX ->
        (row, root) -> row[column] instanceof String stored
            ? TruthValue.of(stored.contains(text))
            : TruthValue.UNKNOWN;
      case SUFFIX ->
        (row, root) -> row[column] instanceof String stored
            ? TruthValue.of(stored.endsWith(text))
            : TruthValue.UNKNOWN;
    };
  }

  private RowTest[] tests(List<Condition> parts) {
    var tests = new ArrayList<RowTest>(parts.size());
    for (Condition part : parts) {
      tests.add(test(part));
    }
    return tests.toArray(RowTest[]::new);
  }

  private static RowTest all(RowTest[] tests) {
    return (row, root) -> {
      int truth = TruthValue.TRUE;
      for (RowTest test : tests) {
        truth = Math.min(truth, test.of(row, root));
        if (truth == TruthValue.FALSE) {
          break;
        }
      }
      return truth;
    };
  }

  private static RowTest any(RowTest[] tests) {
    return (row, root) -> {
      int truth = TruthValue.FALSE;
      for (RowTest test : tests) {
        truth = Math.max(truth, test.of(row, root));
        if (truth == TruthValue.TRUE) {
          break;
        }
      }
      return truth;
    };
  }

  /* The key of an owned row begins with the key of its owner. The rows of one owner are therefore neighbours. */
  @Override
  public RowTest exists(Exists exists) {
    TableShape owned = store.of(exists.table());
    if (owned.table.owner().isEmpty()
        || !owned.table.owner().get().target().equals(table.table.name())) {
      throw new IllegalArgumentException(
          "The rows of " + owned + " are not owned by those of " + table + ".");
    }
    RowTest condition = new ConditionCompiler(owned, store, assumeOthers).test(exists.condition());
    return (row, root) -> TruthValue.of(existsOwned(owned, table.keyOf(row), condition, root));
  }

  private static boolean existsOwned(TableShape owned, Key owner, RowTest condition, Root root) {
    var cursor =
        root.table(owned).rows.ascendingIn(KeyRange.beginningWith(owned.primary.order, owner));
    while (cursor.next()) {
      if (condition.isTrue(cursor.value(), root)) {
        return true;
      }
    }
    return false;
  }

  private int checkColumn(int column) {
    if (column < 0 || column >= table.width()) {
      throw new IllegalArgumentException("The condition names column " + column + " of " + table
          + ", which has " + table.width() + " columns.");
    }
    return column;
  }

  private Object checkValue(int column, @Nullable Object value) {
    StoredType type = table.type(column);
    if (!type.kind().javaType().isInstance(value)) {
      throw new IllegalArgumentException("The condition compares column "
          + table.table.columns().get(column).name() + " of " + table + ", of type " + type
          + ", with a value of "
          + (value == null ? "no class: null" : value.getClass().getName())
          + ".");
    }
    return value;
  }
}
