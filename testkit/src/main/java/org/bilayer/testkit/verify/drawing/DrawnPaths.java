package org.bilayer.testkit.verify.drawing;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bilayer.store.ForeignKey;
import org.bilayer.store.Operator;
import org.bilayer.store.Schema;
import org.bilayer.store.StoredColumn;
import org.bilayer.store.Table;
import org.bilayer.testkit.verify.history.Filter;
import org.bilayer.testkit.verify.mapping.GeneratedIds;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;
import org.bilayer.testkit.verify.mapping.Referred;
import org.bilayer.value.StoredType;
import org.jspecify.annotations.Nullable;

/** Draws columns behind references, each way as often as another, and what conditions say of them. */
final class DrawnPaths {

  private final Schema schema;
  private final Random random;

  DrawnPaths(Schema schema, Random random) {
    this.schema = schema;
    this.random = random;
  }

  /** A way over references; null if the mapping has none. */
  @Nullable
  Referred<?> way(MappingUnderTest<?, ?> mapping) {
    return any(ways(all(mapping)));
  }

  /** A column whose values have an order; null if there is none. */
  @Nullable
  Referred<?> sorted(MappingUnderTest<?, ?> mapping) {
    return any(all(mapping).stream()
        .filter(each -> each.column().codec().type().isOrdered())
        .toList());
  }

  /** A column whose values are the same on every backend; null if there is none. */
  @Nullable
  Referred<?> shown(MappingUnderTest<?, ?> mapping) {
    return any(shown(all(mapping)));
  }

  /** As {@link #shown(MappingUnderTest)}, by which rows can be grouped. */
  @Nullable
  Referred<?> grouped(MappingUnderTest<?, ?> mapping) {
    return any(shown(all(mapping)).stream()
        .filter(each -> each.column().codec().type().hasEquality())
        .toList());
  }

  private static List<Referred<?>> all(MappingUnderTest<?, ?> mapping) {
    return List.copyOf(mapping.attributes().referred().values());
  }

  private List<Referred<?>> shown(List<Referred<?>> all) {
    return all.stream()
        .filter(each -> GeneratedIds.source(
                schema, each.table(), place(each.table(), each.column().name()))
            == null)
        .toList();
  }

  private static int place(Table table, String column) {
    return table.columns().stream().map(StoredColumn::name).toList().indexOf(column);
  }

  /** One column for each way, so that a wide table is not drawn more often than a narrow one. */
  private static List<Referred<?>> ways(List<Referred<?>> all) {
    var ways = new ArrayList<Referred<?>>();
    for (Referred<?> each : all) {
      if (ways.stream().noneMatch(way -> way.prefix().equals(each.prefix()))) {
        ways.add(each);
      }
    }
    return ways;
  }

  private @Nullable Referred<?> any(List<Referred<?>> all) {
    List<Referred<?>> ways = ways(all);
    if (ways.isEmpty()) {
      return null;
    }
    // Short ways are more useful than long ones, of which a table that refers to itself has many.
    List<Referred<?>> some =
        ways.stream().filter(way -> way.steps().size() <= 1 + random.nextInt(3)).toList();
    Referred<?> way = some.isEmpty() ? ways.get(0) : some.get(random.nextInt(some.size()));
    List<Referred<?>> columns =
        all.stream().filter(each -> each.prefix().equals(way.prefix())).toList();
    return columns.get(random.nextInt(columns.size()));
  }

  /** Whether a column of the root equals one behind a reference, or another comparison; null if no two columns are alike. */
  @Nullable
  Filter beside(MappingUnderTest<?, ?> mapping, Referred<?> way) {
    var pairs = new ArrayList<Filter>();
    for (Referred<?> each : all(mapping)) {
      StoredType type = each.column().codec().type();
      if (each.prefix().equals(way.prefix()) && type.hasEquality()) {
        mapping.attributes().columns().stream()
            .filter(column -> column.codec().type().equals(type) && !isKey(mapping, column.name()))
            .forEach(column -> pairs.add(new Filter.CompareColumns(
                column.name(),
                type.isOrdered() && random.nextBoolean() ? Operator.LE : Operator.EQ,
                each.name())));
      }
    }
    return pairs.isEmpty() ? null : pairs.get(random.nextInt(pairs.size()));
  }

  /** Whether the values of a column may be numbers that each backend generates for itself. */
  private boolean isKey(MappingUnderTest<?, ?> mapping, String column) {
    int place = place(mapping.root(), column);
    return GeneratedIds.source(schema, mapping.root(), place) != null
        || mapping.root().foreignKeys().stream()
            .map(ForeignKey::columns)
            .anyMatch(columns -> columns.contains(place));
  }

  /** A condition on the rows at the end of a way, as one on those at its beginning. */
  static Filter behind(String prefix, Filter filter) {
    if (filter instanceof Filter.Compare node) {
      return new Filter.Compare(prefix + node.column(), node.operator(), node.value());
    }
    if (filter instanceof Filter.Between node) {
      return new Filter.Between(prefix + node.column(), node.from(), node.to(), node.inclusive());
    }
    if (filter instanceof Filter.CompareColumns node) {
      return new Filter.CompareColumns(
          prefix + node.left(), node.operator(), prefix + node.right());
    }
    if (filter instanceof Filter.In node) {
      return new Filter.In(prefix + node.column(), node.values(), node.negated());
    }
    if (filter instanceof Filter.IsNull node) {
      return new Filter.IsNull(prefix + node.column(), node.negated());
    }
    if (filter instanceof Filter.Matches node) {
      return new Filter.Matches(prefix + node.column(), node.match(), node.text());
    }
    return filter;
  }
}
