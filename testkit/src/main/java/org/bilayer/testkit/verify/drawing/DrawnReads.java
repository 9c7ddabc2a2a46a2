package org.bilayer.testkit.verify.drawing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
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
import org.bilayer.testkit.verify.mapping.Referred;
import org.bilayer.value.StoredType;

/** Draws queries: objects, pages, streams, projections, totals. */
public final class DrawnReads {

  private static final int ALONE_TRIES_MAX = 5;

  private final Schema schema;
  private final Pools pools;
  private final Random random;
  private final DrawnFilters filters;
  private final Evenly evenly;
  private final DrawnPaths paths;

  DrawnReads(
      Schema schema,
      Pools pools,
      Random random,
      DrawnFilters filters,
      Evenly evenly,
      DrawnPaths paths) {
    this.paths = paths;
    this.schema = schema;
    this.pools = pools;
    this.random = random;
    this.filters = filters;
    this.evenly = evenly;
  }

  // --- reads ---

  /** A read that needs no unit. */
  Step alone(MappingUnderTest<?, ?> mapping) {
    for (int i = 0; i < ALONE_TRIES_MAX; i++) {
      Step read = read(mapping);
      if (read.isForReaders()) {
        return read;
      }
    }
    return Steps.find(mapping.name(), pools.key(mapping.name()));
  }

  /** A read outside of the unit. */
  Step outside(MappingUnderTest<?, ?> mapping) {
    SortBy[] order = order(mapping);
    return switch (random.nextInt(4)) {
      case 0 -> Steps.findVersioned(mapping.name(), pools.presentKey(mapping.name()));
      case 1 -> Steps.queryVersioned(mapping.name(), where(mapping), limit(order), order);
      case 2 -> Steps.reader(Steps.find(mapping.name(), pools.presentKey(mapping.name())));
      default -> Steps.reader(alone(mapping));
    };
  }

  /** A read that locks one row, or many. */
  Step locked(MappingUnderTest<?, ?> mapping, List<Object> key) {
    SortBy[] order = order(mapping);
    return random.nextInt(3) == 0
        ? Steps.queryForUpdate(mapping.name(), where(mapping), limit(order), order)
        : Steps.findForUpdate(mapping.name(), key);
  }

  /** A total of all objects of a mapping, or of some. */
  Step total(MappingUnderTest<?, ?> mapping) {
    Filter where = random.nextBoolean() ? new Filter.Everything() : where(mapping);
    return switch (random.nextInt(3)) {
      case 0 -> Steps.count(mapping.name(), where);
      case 1 -> Steps.exists(mapping.name(), where);
      default -> totals(mapping, where);
    };
  }

  private Filter where(MappingUnderTest<?, ?> mapping) {
    return filters.filter(mapping.attributes(), mapping, mapping.layout().root(), 2);
  }

  Step read(MappingUnderTest<?, ?> mapping) {
    String table = mapping.name();
    Filter where = where(mapping);
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
      Direction direction = evenly.next("order", directions(columns), random);
      List<? extends Column<?, ?>> some = columns.stream()
          .filter(column -> column.codec().type().kind() == direction.kind())
          .toList();
      String name = some.get(random.nextInt(some.size())).name();
      order.put(name, new SortBy(name, direction.descending(), random.nextBoolean()));
    }
    Referred<?> behind = random.nextInt(4) == 0 ? paths.sorted(mapping) : null;
    if (behind == null) {
      return order.values().toArray(SortBy[]::new);
    }
    var first = new ArrayList<SortBy>();
    first.add(new SortBy(behind.name(), random.nextBoolean(), random.nextBoolean()));
    first.addAll(order.values());
    return first.toArray(SortBy[]::new);
  }

  private record Direction(StoredType.Kind kind, boolean descending) {}

  private static List<Direction> directions(List<? extends Column<?, ?>> columns) {
    return columns.stream()
        .map(column -> column.codec().type().kind())
        .distinct()
        .flatMap(kind -> Stream.of(new Direction(kind, false), new Direction(kind, true)))
        .toList();
  }

  private List<String> someColumns(MappingUnderTest<?, ?> mapping) {
    List<? extends Column<?, ?>> columns = shownColumns(mapping);
    var names = new LinkedHashSet<String>();
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      names.add(columns.get(random.nextInt(columns.size())).name());
    }
    Referred<?> behind = random.nextInt(3) == 0 ? paths.shown(mapping) : null;
    if (behind != null) {
      names.add(behind.name());
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
    List<Computed> all = computed(columns);
    for (int i = 0; i < 2; i++) {
      Computed next = evenly.next("total", all, random);
      List<? extends Column<?, ?>> some = columns.stream()
          .filter(column -> column.codec().type().kind() == next.kind())
          .toList();
      totals.add(new Total(next.total(), some.get(random.nextInt(some.size())).name()));
    }
    Referred<?> behind = random.nextInt(3) == 0 ? paths.shown(mapping) : null;
    if (behind != null) {
      List<AggregateFunction.Kind> kinds = Stream.of(AggregateFunction.Kind.values())
          .filter(kind -> isComputed(kind, behind.column().codec().type()))
          .toList();
      totals.add(new Total(kinds.get(random.nextInt(kinds.size())), behind.name()));
    }
    return Steps.totals(
        mapping.name(), where, groups(mapping, columns), totals.toArray(Total[]::new));
  }

  private record Computed(AggregateFunction.Kind total, StoredType.Kind kind) {}

  private static List<Computed> computed(List<? extends Column<?, ?>> columns) {
    var all = new LinkedHashSet<Computed>();
    for (Column<?, ?> column : columns) {
      StoredType type = column.codec().type();
      for (AggregateFunction.Kind total : AggregateFunction.Kind.values()) {
        if (isComputed(total, type)) {
          all.add(new Computed(total, type.kind()));
        }
      }
    }
    return List.copyOf(all);
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
    Referred<?> behind = random.nextInt(4) == 0 ? paths.grouped(mapping) : null;
    if (behind != null) {
      groups.add(behind.name());
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
