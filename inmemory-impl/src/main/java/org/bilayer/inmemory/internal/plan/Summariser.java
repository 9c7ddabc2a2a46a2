package org.bilayer.inmemory.internal.plan;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bilayer.inmemory.internal.table.ReadObserver;
import org.bilayer.inmemory.internal.table.Root;
import org.bilayer.inmemory.internal.table.StoreShape;
import org.bilayer.inmemory.internal.table.TableShape;
import org.bilayer.store.Condition;
import org.bilayer.store.Summary;
import org.bilayer.store.Summary.Aggregate;
import org.bilayer.store.Summary.Function;
import org.bilayer.value.StoredType;
import org.jspecify.annotations.Nullable;

/** Aggregates over the rows of one root. One thread at a time. */
public final class Summariser {
  /*
   * Groups are a sorted map whose keys are the first rows of the groups, compared by the grouping columns alone with
   * null equal to null, so grouping allocates nothing per row. Values are told apart by the order of their type and not
   * by equals, which is wrong for bytes.
   *
   * Cost: O(rows x log groups), times log values where distinct ones are counted.
   */

  /** Collects one aggregate of one group. */
  private interface Accumulator {

    void add(@Nullable Object[] row);

    @Nullable
    Object result();
  }

  private final StoreShape store;
  private final Root root;

  private final ReadObserver reads;

  /**
   * Creates a summariser.
   *
   * @param reads receives the rows referred to that are looked up
   */
  public Summariser(StoreShape store, Root root, ReadObserver reads) {
    this.reads = reads;
    this.store = store;
    this.root = root;
  }

  public List<@Nullable Object[]> summarise(Summary summary) {
    TableShape table = store.of(summary.table());
    Condition normal = NormalForm.of(summary.where());
    if (isCountOfAll(summary, normal)) {
      var counts = new ArrayList<@Nullable Object[]>();
      counts.add(new Object[] {root.table(table).rows.size()});
      return counts;
    }
    RowMatch match = RowMatch.of(normal, table, store, reads);
    AccessPath path = ReferredRows.find(table, store, root, reads, normal, List.of());
    RowScan scan = RowScan.inOrder(table, root, match, path);
    if (summary.groupBy().isEmpty()) {
      return ungrouped(table, summary, scan);
    }
    return grouped(table, summary, scan);
  }

  private static boolean isCountOfAll(Summary summary, Condition normal) {
    return summary.groupBy().isEmpty()
        && summary.aggregates().equals(List.of(new Aggregate(Function.COUNT, -1)))
        && normal.equals(new Condition.Always(true));
  }

  private static List<@Nullable Object[]> ungrouped(
      TableShape table, Summary summary, RowScan scan) {
    Accumulator[] accumulators = accumulators(table, summary.aggregates());
    while (scan.next()) {
      addTo(accumulators, scan.row());
    }
    var result = new ArrayList<@Nullable Object[]>(1);
    result.add(result(new Object[0], List.of(), accumulators));
    return result;
  }

  private static List<@Nullable Object[]> grouped(TableShape table, Summary summary, RowScan scan) {
    List<Integer> columns = summary.groupBy();
    var groups = new TreeMap<@Nullable Object[], Accumulator[]>(byColumns(table, columns));
    while (scan.next()) {
      @Nullable Object[] row = scan.row();
      Accumulator[] group = groups.get(row);
      if (group == null) {
        group = accumulators(table, summary.aggregates());
        groups.put(row, group);
      }
      addTo(group, row);
    }
    var results = new ArrayList<@Nullable Object[]>(groups.size());
    groups.forEach((first, group) -> results.add(result(first, columns, group)));
    return results;
  }

  private static Comparator<@Nullable Object[]> byColumns(TableShape table, List<Integer> columns) {
    return (left, right) -> {
      for (int i = 0; i < columns.size(); i++) {
        int column = columns.get(i);
        Object a = left[column];
        Object b = right[column];
        int sign = a == null || b == null
            ? Boolean.compare(a == null, b == null)
            : table.type(column).compare(a, b);
        if (sign != 0) {
          return sign;
        }
      }
      return 0;
    };
  }

  private static void addTo(Accumulator[] accumulators, @Nullable Object[] row) {
    for (Accumulator accumulator : accumulators) {
      accumulator.add(row);
    }
  }

  private static @Nullable Object[] result(
      @Nullable Object[] first, List<Integer> columns, Accumulator[] accumulators) {
    @Nullable Object[] result = new Object[columns.size() + accumulators.length];
    for (int i = 0; i < columns.size(); i++) {
      result[i] = first[columns.get(i)];
    }
    for (int i = 0; i < accumulators.length; i++) {
      result[columns.size() + i] = accumulators[i].result();
    }
    return result;
  }

  private static Accumulator[] accumulators(TableShape table, List<Aggregate> aggregates) {
    var accumulators = new Accumulator[aggregates.size()];
    for (int i = 0; i < accumulators.length; i++) {
      int column = aggregates.get(i).column();
      accumulators[i] = switch (aggregates.get(i).function()) {
        case COUNT -> new Count(column);
        case COUNT_DISTINCT -> new CountDistinct(column, table.order(column));
        case SUM -> new Sum(column, table.type(column));
        case MIN -> new Extreme(column, table.type(column), -1);
        case MAX -> new Extreme(column, table.type(column), 1);
      };
    }
    return accumulators;
  }

  private static final class Count implements Accumulator {

    private final int column;
    private long count;

    Count(int column) {
      this.column = column;
    }

    @Override
    public void add(@Nullable Object[] row) {
      if (column < 0 || row[column] != null) {
        count++;
      }
    }

    @Override
    public Object result() {
      return count;
    }
  }

  private static final class CountDistinct implements Accumulator {

    private final int column;
    private final TreeSet<Object> values;

    CountDistinct(int column, Comparator<Object> order) {
      this.column = column;
      this.values = new TreeSet<>(order);
    }

    @Override
    public void add(@Nullable Object[] row) {
      Object value = row[column];
      if (value != null) {
        values.add(value);
      }
    }

    @Override
    public Object result() {
      return (long) values.size();
    }
  }

  private static final class Sum implements Accumulator {

    private final int column;
    private final StoredType type;
    private @Nullable BigDecimal sum;

    Sum(int column, StoredType type) {
      this.column = column;
      this.type = type;
      switch (type.kind()) {
        case DECIMAL, INT16, INT32, INT64 -> {}
        default -> throw new IllegalArgumentException("Values of " + type + " have no exact sum.");
      }
    }

    @Override
    public void add(@Nullable Object[] row) {
      Object value = row[column];
      if (value != null) {
        BigDecimal summand = value instanceof BigDecimal decimal
            ? decimal
            : BigDecimal.valueOf(((Number) value).longValue());
        sum = sum == null ? summand : sum.add(summand);
      }
    }

    @Override
    public @Nullable Object result() {
      return sum == null ? null : type.scaled(sum);
    }
  }

  private static final class Extreme implements Accumulator {

    private final int column;
    private final StoredType type;
    private final int wanted;
    private @Nullable Object extreme;

    Extreme(int column, StoredType type, int wanted) {
      this.column = column;
      this.type = type;
      this.wanted = wanted;
    }

    @Override
    public void add(@Nullable Object[] row) {
      Object value = row[column];
      if (value != null
          && (extreme == null || Integer.signum(type.compare(value, extreme)) == wanted)) {
        extreme = value;
      }
    }

    @Override
    public @Nullable Object result() {
      return extreme;
    }
  }
}
