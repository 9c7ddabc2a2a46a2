package org.bilayer.testkit.verify.drawing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import org.bilayer.model.Column;
import org.bilayer.query.AggregateFunction;
import org.bilayer.store.Schema;
import org.bilayer.store.Table;
import org.bilayer.testkit.verify.history.Filter;
import org.bilayer.testkit.verify.history.SortBy;
import org.bilayer.testkit.verify.history.Step;
import org.bilayer.testkit.verify.history.Steps;
import org.bilayer.testkit.verify.history.Total;
import org.bilayer.testkit.verify.mapping.GeneratedIds;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;
import org.bilayer.value.StoredType;

/** Draws queries: objects, pages, streams, projections, totals. */
public final class DrawnReads {

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

  Step read(MappingUnderTest<?, ?> mapping) {
    Table root = mapping.layout().root();
    String table = mapping.name();
    Filter where = filters.filter(mapping.attributes(), mapping, root, 2);
    switch (random.nextInt(10)) {
      case 0, 1 -> {
        return random.nextInt(3) == 0 ? Steps.exists(table, where) : Steps.count(table, where);
      }
      case 2 -> {
        SortBy[] order = order(mapping);
        return Steps.pages(table, where, 1 + random.nextInt(3), order);
      }
      case 3 -> {
        SortBy[] order = order(mapping);
        return Steps.stream(table, where, limit(order), order);
      }
      case 4 -> {
        SortBy[] order = order(mapping);
        return Steps.select(table, where, someColumns(mapping), limit(order), order);
      }
      case 5 -> {
        return totals(mapping, where);
      }
      case 6 -> {
        var keys = new ArrayList<List<Object>>();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
          keys.add(pools.key(table));
        }
        return Steps.findAllById(table, keys);
      }
      default -> {
        SortBy[] order = order(mapping);
        return Steps.query(table, where, limit(order), order);
      }
    }
  }

  private int limit(SortBy... order) {
    return order.length == 0 || random.nextBoolean() ? -1 : random.nextInt(4);
  }

  private SortBy[] order(MappingUnderTest<?, ?> mapping) {
    List<? extends Column<?, ?>> columns = mapping.attributes().columns().stream()
        .filter(column -> column.codec().type().isOrdered())
        .toList();
    var order = new LinkedHashMap<String, SortBy>();
    int count = columns.isEmpty() ? 0 : random.nextInt(3);
    for (int i = 0; i < count; i++) {
      String name = columns.get(random.nextInt(columns.size())).name();
      order.put(name, new SortBy(name, random.nextBoolean(), random.nextBoolean()));
    }
    return order.values().toArray(SortBy[]::new);
  }

  private List<String> someColumns(MappingUnderTest<?, ?> mapping) {
    List<? extends Column<?, ?>> columns = shownColumns(mapping);
    var names = new LinkedHashSet<String>();
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      names.add(columns.get(random.nextInt(columns.size())).name());
    }
    return List.copyOf(names);
  }

  /** The columns whose values are the same on every backend: not the ids that it generates. */
  private List<? extends Column<?, ?>> shownColumns(MappingUnderTest<?, ?> mapping) {
    Table root = mapping.layout().root();
    return mapping.attributes().columns().stream()
        .filter(column -> GeneratedIds.source(schema, root, place(root, column.name())) == null)
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

  private Step totals(MappingUnderTest<?, ?> mapping, Filter where) {
    List<? extends Column<?, ?>> columns = shownColumns(mapping);
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
    return Steps.totals(
        mapping.name(), where, groups(mapping, columns), totals.toArray(Total[]::new));
  }

  /** Columns to group by, often one that may be without a value: rows without one are a group too. */
  private List<String> groups(
      MappingUnderTest<?, ?> mapping, List<? extends Column<?, ?>> columns) {
    Table root = mapping.layout().root();
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

  public static boolean isComputed(AggregateFunction.Kind kind, StoredType type) {
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
