package org.bilayer.testkit.evidence;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.bilayer.DataLayer;
import org.bilayer.layout.AggregateRows;
import org.bilayer.model.Column;
import org.bilayer.query.AggregateFunction;
import org.bilayer.query.Projection;
import org.bilayer.query.Query;
import org.bilayer.query.QueryInternals;
import org.bilayer.store.Condition;
import org.bilayer.store.Operator;
import org.bilayer.store.Table;
import org.bilayer.testkit.verify.history.Filter;
import org.bilayer.testkit.verify.history.SortBy;
import org.bilayer.testkit.verify.mapping.Attributes;
import org.bilayer.value.Key;
import org.bilayer.value.StoredType;
import org.jspecify.annotations.Nullable;

/** Generated questions with values of the rows: conditions, orders, limits and totals, on both sides. */
final class QuestionEvidence<T, I> {

  private static final int LIMIT_MAX = 500;

  private final MappingSides<T, I> side;
  private final Random random;
  private final List<Column<T, ?>> columns;

  QuestionEvidence(MappingSides<T, I> side, long seed) {
    this.side = side;
    this.random = new Random(seed);
    this.columns = side.mapping().attributes().columns();
  }

  void collect(int questions) {
    if (side.copied().isEmpty()) {
      return;
    }
    for (int i = 0; i < questions; i++) {
      Filter where = filter(2);
      if (i % 5 == 4 && side.isComplete()) {
        compareTotals(where);
      } else {
        compareKeys(where, order());
      }
    }
  }

  private void compareKeys(Filter where, List<SortBy> order) {
    Filter within = side.within(where, side.copied().size());
    int limit = order.isEmpty() || !side.isComplete() ? -1 : 1 + random.nextInt(LIMIT_MAX);
    String live = answer(side.sides().liveLayer(), within, order, limit);
    String memory = answer(side.sides().copyLayer(), within, order, limit);
    compared("questions", where + " " + order, live, memory);
  }

  private String answer(DataLayer layer, Filter where, List<SortBy> order, int limit) {
    return Answers.of(() -> {
      List<Key> keys = side.keys(layer, where, order, limit);
      return order.isEmpty() ? sorted(keys) : keys.toString();
    });
  }

  private static String sorted(List<Key> keys) {
    return (new HashSet<>(keys).size() < keys.size() ? "an object twice " : "")
        + keys.stream().map(Key::toString).sorted().toList();
  }

  private void compareTotals(Filter where) {
    Column<T, ?> column = columns.get(random.nextInt(columns.size()));
    AggregateFunction<T, ?> function = function(column);
    String live = totals(side.sides().liveLayer(), where, function);
    String memory = totals(side.sides().copyLayer(), where, function);
    compared("totals", column + " of " + where, live, memory);
  }

  private AggregateFunction<T, ?> function(Column<T, ?> column) {
    StoredType type = QueryInternals.type(column);
    return switch (type.kind()) {
      case INT16, INT32, INT64, DECIMAL ->
        switch (random.nextInt(4)) {
          case 0 -> column.sum();
          case 1 -> column.min();
          case 2 -> column.max();
          default -> column.count();
        };
      default ->
        type.hasEquality() && random.nextBoolean() ? column.countDistinct() : column.count();
    };
  }

  private String totals(DataLayer layer, Filter where, AggregateFunction<T, ?> function) {
    Query<T> query = Query.where(side.mapping().specification(CopiedRows.ids(), where));
    return Answers.of(() -> layer
        .read(side.mapping().declared())
        .select(
            query,
            Projection.of(
                tuple -> tuple.get(AggregateFunction.<T>count()) + " " + tuple.getOrNull(function),
                AggregateFunction.<T>count(),
                function))
        .toString());
  }

  private void compared(String what, String question, String live, String memory) {
    if (live.equals(memory)) {
      side.found().seen(MappingEvidence.QUESTIONS, 1);
    } else {
      side.found().disagreed(what, question + " gives " + live + ", and in memory " + memory);
    }
  }

  // --- drawing ---

  private List<SortBy> order() {
    List<Column<T, ?>> sortable = columns.stream()
        .filter(column -> QueryInternals.type(column).isOrdered())
        .toList();
    return sortable.isEmpty() || random.nextInt(3) == 0
        ? List.of()
        : List.of(new SortBy(
            sortable.get(random.nextInt(sortable.size())).name(),
            random.nextBoolean(),
            random.nextBoolean()));
  }

  private Filter filter(int depth) {
    int draw = random.nextInt(10);
    if (depth > 0 && draw < 3) {
      Filter left = filter(depth - 1);
      return switch (draw) {
        case 0 -> new Filter.And(List.of(left, filter(depth - 1)));
        case 1 -> new Filter.Or(List.of(left, filter(depth - 1)));
        default -> new Filter.Not(left);
      };
    }
    List<String> collections = side.mapping().attributes().collections();
    if (!collections.isEmpty() && draw == 3) {
      Optional<Filter> any = any(collections.get(random.nextInt(collections.size())));
      if (any.isPresent()) {
        return any.get();
      }
    }
    Column<T, ?> column = columns.get(random.nextInt(columns.size()));
    return leaf(column, stored(side.mapping().root(), column.name(), root()));
  }

  private @Nullable Object[] root() {
    return rows().root();
  }

  private AggregateRows rows() {
    return side.copied().get(random.nextInt(side.copied().size())).rows();
  }

  /** A condition on an element, with a value that an element has; empty if the drawn object has none. */
  private Optional<Filter> any(String table) {
    List<Table> owned = side.mapping().owned();
    Attributes<?> elements = side.mapping().attributes().elements(table);
    List<? extends Column<?, ?>> all = elements.columns();
    for (int i = 0; i < owned.size() && !all.isEmpty(); i++) {
      List<@Nullable Object[]> some = rows().owned().get(i);
      if (owned.get(i).name().equals(table) && !some.isEmpty()) {
        Column<?, ?> column = all.get(random.nextInt(all.size()));
        @Nullable Object[] row = some.get(random.nextInt(some.size()));
        return Optional.of(
            new Filter.Any(table, leaf(column, stored(owned.get(i), column.name(), row))));
      }
    }
    return Optional.empty();
  }

  private static @Nullable Object stored(Table table, String column, @Nullable Object[] row) {
    for (int i = 0; i < row.length; i++) {
      if (table.columns().get(i).name().equals(column)) {
        return row[i];
      }
    }
    return null;
  }

  private Filter leaf(Column<?, ?> column, @Nullable Object value) {
    String name = column.name();
    StoredType type = column.codec().type();
    if (value == null || (!type.hasEquality() && !type.isOrdered()) || random.nextInt(8) == 0) {
      return new Filter.IsNull(name, random.nextBoolean());
    }
    if (value instanceof String text
        && type.kind() == StoredType.Kind.TEXT
        && random.nextInt(3) == 0) {
      return matches(name, text);
    }
    if (type.hasEquality() && random.nextInt(4) == 0) {
      return new Filter.In(name, List.of(value), random.nextBoolean());
    }
    var operators = new ArrayList<Operator>();
    if (type.hasEquality()) {
      operators.addAll(List.of(Operator.EQ, Operator.NE));
    }
    if (type.isOrdered()) {
      operators.addAll(List.of(Operator.LT, Operator.LE, Operator.GT, Operator.GE));
    }
    return new Filter.Compare(name, operators.get(random.nextInt(operators.size())), value);
  }

  private Filter matches(String name, String text) {
    int[] points = text.codePoints().toArray();
    int from = points.length == 0 ? 0 : random.nextInt(points.length);
    int length = points.length == 0 ? 0 : 1 + random.nextInt(Math.min(4, points.length - from));
    Condition.Match[] all = Condition.Match.values();
    return new Filter.Matches(
        name, all[random.nextInt(all.length)], new String(points, from, length));
  }
}
