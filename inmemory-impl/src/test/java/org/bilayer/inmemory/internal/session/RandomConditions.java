package org.bilayer.inmemory.internal.session;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bilayer.store.Condition;
import org.bilayer.store.Operator;
import org.bilayer.store.SortColumn;
import org.bilayer.store.Table;
import org.bilayer.value.StoredType;
import org.bilayer.value.StoredType.Kind;

/** Draws conditions and orders over a table whose columns take their values from small pools. */
final class RandomConditions {

  private final Random random;
  private final Table table;
  private final Map<Integer, List<Object>> pools;
  private final List<Condition> extra;

  /**
   * For one table.
   *
   * @param pools per column, values to compare with
   * @param extra leaves to be used as they are
   */
  RandomConditions(
      Random random, Table table, Map<Integer, List<Object>> pools, List<Condition> extra) {
    this.random = random;
    this.table = table;
    this.pools = pools;
    this.extra = extra;
  }

  Condition next(int depth) {
    int choice = random.nextInt(depth == 0 ? 6 : 10);
    if (choice < 6) {
      return leaf();
    }
    if (choice == 6) {
      return new Condition.Not(next(depth - 1));
    }
    var parts = new ArrayList<Condition>();
    for (int i = 0; i < 2 + random.nextInt(2); i++) {
      parts.add(next(depth - 1));
    }
    return choice == 7 ? new Condition.Or(parts) : new Condition.And(parts);
  }

  private Condition leaf() {
    int column = pick(new ArrayList<>(pools.keySet()));
    List<Object> pool = pools.get(column);
    StoredType type = table.type(column);
    return switch (random.nextInt(9)) {
      case 0 -> new Condition.IsNull(column);
      case 1 -> in(column, pool);
      case 2 ->
        type.kind() == Kind.TEXT
            ? matches(column, (String) pick(pool))
            : new Condition.IsNull(column);
      case 3 ->
        random.nextInt(4) == 0 ? new Condition.Always(random.nextBoolean()) : columns(column, type);
      case 4 -> extra.isEmpty() ? new Condition.IsNull(column) : pick(extra);
      default -> new Condition.Compare(column, pick(List.of(Operator.values())), pick(pool));
    };
  }

  private Condition in(int column, List<Object> pool) {
    var values = new ArrayList<Object>(pool);
    Collections.shuffle(values, random);
    return new Condition.In(column, values.subList(0, 1 + random.nextInt(values.size())));
  }

  private Condition matches(int column, String text) {
    int from = text.offsetByCodePoints(0, random.nextInt(1 + codePoints(text)));
    int length = random.nextInt(1 + codePoints(text.substring(from)));
    return new Condition.Matches(
        column,
        pick(List.of(Condition.Match.values())),
        text.substring(from, text.offsetByCodePoints(from, length)));
  }

  private static int codePoints(String text) {
    return text.codePointCount(0, text.length());
  }

  private Condition columns(int column, StoredType type) {
    for (int other : pools.keySet()) {
      if (other != column && table.type(other).kind() == type.kind()) {
        return new Condition.CompareColumns(column, pick(List.of(Operator.values())), other);
      }
    }
    return new Condition.IsNull(column);
  }

  /** Some criteria, ending with the primary key. */
  List<SortColumn> order() {
    var sorts = new ArrayList<SortColumn>();
    var columns = new ArrayList<>(pools.keySet());
    Collections.shuffle(columns, random);
    boolean descending = random.nextBoolean();
    for (int column : columns.subList(0, random.nextInt(Math.min(4, columns.size())))) {
      sorts.add(new SortColumn(
          column, random.nextInt(4) == 0 ? !descending : descending, random.nextBoolean()));
    }
    for (int column : table.key()) {
      if (sorts.stream().noneMatch(sort -> sort.column() == column)) {
        sorts.add(new SortColumn(column, descending, false));
      }
    }
    return sorts;
  }

  <E> E pick(List<? extends E> list) {
    return list.get(random.nextInt(list.size()));
  }
}
