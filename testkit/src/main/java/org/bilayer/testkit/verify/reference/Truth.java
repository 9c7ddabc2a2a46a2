package org.bilayer.testkit.verify.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.bilayer.model.Column;
import org.bilayer.query.QueryInternals;
import org.bilayer.store.Operator;
import org.bilayer.store.StoredColumn;
import org.bilayer.store.Table;
import org.bilayer.testkit.verify.history.Filter;
import org.bilayer.testkit.verify.mapping.Attributes;
import org.bilayer.testkit.verify.mapping.GeneratedIds;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;
import org.jspecify.annotations.Nullable;

/** What a condition says of a row: true, false, or unknown where a value is missing. */
final class Truth {

  private final Rules rules;
  private final MappingUnderTest<?, ?> mapping;
  private final GeneratedIds ids;
  private final Rows rows;

  /**
   * Evaluates conditions.
   *
   * @param rows has the owned rows
   */
  Truth(Rules rules, MappingUnderTest<?, ?> mapping, GeneratedIds ids, Rows rows) {
    this.rules = rules;
    this.mapping = mapping;
    this.ids = ids;
    this.rows = rows;
  }

  boolean qualifies(Filter filter, @Nullable Object[] row) {
    return rules.qualifies(of(filter, mapping.root(), mapping.attributes(), row));
  }

  private @Nullable Boolean of(
      Filter filter, Table table, Attributes<?> attributes, @Nullable Object[] row) {
    if (filter instanceof Filter.Compare node) {
      return compared(table, attributes, row, node.column(), node.operator(), node.value());
    }
    if (filter instanceof Filter.Between node) {
      return rules.and(both(
          compared(table, attributes, row, node.column(), Operator.GE, node.from()),
          compared(
              table,
              attributes,
              row,
              node.column(),
              node.inclusive() ? Operator.LE : Operator.LT,
              node.to())));
    }
    if (filter instanceof Filter.CompareColumns node) {
      int left = column(table, node.left());
      return rules.compared(
          table.type(left), row[left], node.operator(), row[column(table, node.right())]);
    }
    if (filter instanceof Filter.In node) {
      var any = new ArrayList<@Nullable Boolean>();
      node.values()
          .forEach(value ->
              any.add(compared(table, attributes, row, node.column(), Operator.EQ, value)));
      return node.negated() ? rules.not(rules.or(any)) : rules.or(any);
    }
    if (filter instanceof Filter.IsNull node) {
      return (row[column(table, node.column())] == null) != node.negated();
    }
    if (filter instanceof Filter.Matches node) {
      String value = (String) row[column(table, node.column())];
      return value == null ? null : (Boolean) rules.matches(node.match(), value, node.text());
    }
    if (filter instanceof Filter.And node) {
      return rules.and(parts(node.all(), table, attributes, row));
    }
    if (filter instanceof Filter.Or node) {
      return rules.or(parts(node.any(), table, attributes, row));
    }
    if (filter instanceof Filter.Not node) {
      return rules.not(of(node.part(), table, attributes, row));
    }
    if (filter instanceof Filter.Any node) {
      Table owned = mapping.table(node.table());
      return rows.ownedBy(table, row, owned).stream()
          .anyMatch(element ->
              rules.qualifies(of(node.part(), owned, attributes.elements(node.table()), element)));
    }
    return true;
  }

  private List<@Nullable Boolean> parts(
      List<Filter> parts, Table table, Attributes<?> attributes, @Nullable Object[] row) {
    var truths = new ArrayList<@Nullable Boolean>();
    parts.forEach(part -> truths.add(of(part, table, attributes, row)));
    return truths;
  }

  private static List<@Nullable Boolean> both(@Nullable Boolean one, @Nullable Boolean other) {
    var both = new ArrayList<@Nullable Boolean>();
    both.add(one);
    both.add(other);
    return both;
  }

  private @Nullable Boolean compared(
      Table table,
      Attributes<?> attributes,
      @Nullable Object[] row,
      String name,
      Operator operator,
      Object value) {
    int column = column(table, name);
    Object real = Objects.requireNonNull(ids.real(table, column, value));
    return rules.compared(
        table.type(column), row[column], operator, asStored(attributes.column(name), real));
  }

  /** "Values are checked and cut exactly as when they are stored." */
  static <V> Object asStored(Column<?, V> column, Object value) {
    return QueryInternals.stored(column, QueryInternals.decoded(column, value));
  }

  /** The place of a column in its table. */
  static int column(Table table, String name) {
    return table.columns().stream().map(StoredColumn::name).toList().indexOf(name);
  }
}
