package org.bilayer.testkit.verify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import org.bilayer.model.Column;
import org.bilayer.query.AggregateFunction;
import org.bilayer.store.Schema;
import org.bilayer.store.Table;
import org.bilayer.value.StoredType;

/** Draws queries: objects, pages, streams, projections, totals. */
final class DrawnReads {

  private final Schema schema;
  private final Pools pools;
  private final Random random;
  private final DrawnFilters filters;

  DrawnReads(Schema schema, Pools pools, Random random, DrawnFilters filters) {
    this.schema = schema;
    this.pools = pools;
    this.random = random;
    this.filters = filters;
  }

  // --- reads ---

  Step read(MappingUnderTest<?, ?> subject) {
    Table root = subject.layout().root();
    String table = subject.name();
    Filter where = filters.filter(subject.attributes(), subject, root, 2);
    switch (random.nextInt(10)) {
      case 0, 1 -> {
        return new Reads.Count(table, where, random.nextInt(3) == 0);
      }
      case 2 -> {
        return new Reads.Ask(Reads.Way.PAGES, table, where, order(subject), 1 + random.nextInt(3));
      }
      case 3 -> {
        List<SortBy> order = order(subject);
        return new Reads.Ask(Reads.Way.STREAM, table, where, order, limit(order));
      }
      case 4 -> {
        List<SortBy> order = order(subject);
        return new Reads.Select(table, where, someColumns(subject), order, limit(order));
      }
      case 5 -> {
        return totals(subject, where);
      }
      case 6 -> {
        var keys = new ArrayList<List<Object>>();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
          keys.add(pools.key(table));
        }
        return new Reads.FindAll(table, keys);
      }
      default -> {
        List<SortBy> order = order(subject);
        return new Reads.Ask(Reads.Way.LIST, table, where, order, limit(order));
      }
    }
  }

  private int limit(List<SortBy> order) {
    return order.isEmpty() || random.nextBoolean() ? -1 : random.nextInt(4);
  }

  private List<SortBy> order(MappingUnderTest<?, ?> subject) {
    List<? extends Column<?, ?>> columns = subject.attributes().columns().stream()
        .filter(column -> column.codec().type().isOrdered())
        .toList();
    var order = new LinkedHashMap<String, SortBy>();
    int count = columns.isEmpty() ? 0 : random.nextInt(3);
    for (int i = 0; i < count; i++) {
      String name = columns.get(random.nextInt(columns.size())).name();
      order.put(name, new SortBy(name, random.nextBoolean(), random.nextBoolean()));
    }
    return List.copyOf(order.values());
  }

  private List<String> someColumns(MappingUnderTest<?, ?> subject) {
    List<? extends Column<?, ?>> columns = shownColumns(subject);
    var names = new LinkedHashSet<String>();
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      names.add(columns.get(random.nextInt(columns.size())).name());
    }
    return List.copyOf(names);
  }

  /** The columns whose values are the same on every backend: not the ids that it generates. */
  private List<? extends Column<?, ?>> shownColumns(MappingUnderTest<?, ?> subject) {
    Table root = subject.layout().root();
    return subject.attributes().columns().stream()
        .filter(column -> Ids.source(schema, root, place(root, column.name())) == null)
        .toList();
  }

  private static int place(Table table, String column) {
    for (int i = 0; i < table.columns().size(); i++) {
      if (table.columns().get(i).name().equals(column)) {
        return i;
      }
    }
    throw new IllegalArgumentException("No column " + column + " in " + table + ".");
  }

  private Step totals(MappingUnderTest<?, ?> subject, Filter where) {
    List<? extends Column<?, ?>> columns = shownColumns(subject);
    var totals = new LinkedHashSet<Total>();
    totals.add(new Total(AggregateFunction.Kind.COUNT, ""));
    List<AggregateFunction.Kind> kinds = List.of(AggregateFunction.Kind.values());
    for (int i = 0; i < 2; i++) {
      Column<?, ?> column = columns.get(random.nextInt(columns.size()));
      AggregateFunction.Kind kind = kinds.get(random.nextInt(kinds.size()));
      if (isComputed(kind, column.codec().type())) {
        totals.add(new Total(kind, column.name()));
      }
    }
    return new Reads.Totals(subject.name(), where, groups(subject, columns), List.copyOf(totals));
  }

  /** Columns to group by, often one that may be without a value: rows without one are a group too. */
  private List<String> groups(
      MappingUnderTest<?, ?> subject, List<? extends Column<?, ?>> columns) {
    Table root = subject.layout().root();
    List<? extends Column<?, ?>> all =
        columns.stream().filter(column -> column.codec().type().hasEquality()).toList();
    List<? extends Column<?, ?>> nullable = all.stream()
        .filter(column -> root.columns().get(place(root, column.name())).nullable())
        .toList();
    var groups = new LinkedHashSet<String>();
    int count = all.isEmpty() ? 0 : random.nextInt(3);
    for (int i = 0; i < count; i++) {
      List<? extends Column<?, ?>> some =
          nullable.isEmpty() || random.nextBoolean() ? all : nullable;
      groups.add(some.get(random.nextInt(some.size())).name());
    }
    return List.copyOf(groups);
  }

  static boolean isComputed(AggregateFunction.Kind kind, StoredType type) {
    return switch (kind) {
      case COUNT -> true;
      case COUNT_DISTINCT -> type.hasEquality();
      case SUM, AVERAGE -> isExactNumber(type);
      case MIN, MAX -> type.isOrdered() && type.kind() != StoredType.Kind.BOOLEAN;
    };
  }

  static boolean isExactNumber(StoredType type) {
    return switch (type.kind()) {
      case INT16, INT32, INT64, DECIMAL -> true;
      default -> false;
    };
  }
}
