package org.bilayer.testkit.verify.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.bilayer.query.Attribute;
import org.bilayer.query.QueryInternals;
import org.bilayer.store.Operator;
import org.bilayer.store.StoredColumn;
import org.bilayer.store.Table;
import org.bilayer.testkit.verify.history.Filter;
import org.bilayer.testkit.verify.history.RowValues;
import org.bilayer.testkit.verify.mapping.Attributes;
import org.bilayer.testkit.verify.mapping.GeneratedIds;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;
import org.bilayer.testkit.verify.mapping.Referred;
import org.bilayer.value.StoredType;
import org.jspecify.annotations.Nullable;

/** What a condition says of an aggregate or an element: true, false, or unknown where a value is missing. */
record Truth(Rules rules, MappingUnderTest<?, ?> mapping, GeneratedIds ids) {

  boolean qualifies(Filter filter, RowValues values) {
    return rules.qualifies(of(filter, mapping.root(), mapping.attributes(), values));
  }

  private @Nullable Boolean of(Filter filter, Table table, Attributes<?> names, RowValues values) {
    if (filter instanceof Filter.Compare node) {
      return compared(table, names, values, node.column(), node.operator(), node.value());
    }
    if (filter instanceof Filter.Between node) {
      Operator upper = node.inclusive() ? Operator.LE : Operator.LT;
      var both = new ArrayList<@Nullable Boolean>();
      both.add(compared(table, names, values, node.column(), Operator.GE, node.from()));
      both.add(compared(table, names, values, node.column(), upper, node.to()));
      return rules.and(both);
    }
    if (filter instanceof Filter.CompareColumns node) {
      return rules.compared(
          type(table, names, node.left()),
          values.values().get(node.left()),
          node.operator(),
          values.values().get(node.right()));
    }
    if (filter instanceof Filter.In node) {
      var any = new ArrayList<@Nullable Boolean>();
      node.values()
          .forEach(
              each -> any.add(compared(table, names, values, node.column(), Operator.EQ, each)));
      return node.negated() ? rules.not(rules.or(any)) : rules.or(any);
    }
    if (filter instanceof Filter.IsNull node) {
      return (values.values().get(node.column()) == null) != node.negated();
    }
    if (filter instanceof Filter.Matches node) {
      String value = (String) values.values().get(node.column());
      return value == null ? null : (Boolean) rules.matches(node.match(), value, node.text());
    }
    if (filter instanceof Filter.And node) {
      return rules.and(parts(node.all(), table, names, values));
    }
    if (filter instanceof Filter.Or node) {
      return rules.or(parts(node.any(), table, names, values));
    }
    if (filter instanceof Filter.Not node) {
      return rules.not(of(node.part(), table, names, values));
    }
    if (filter instanceof Filter.Any node) {
      Table owned = mapping.table(node.table());
      Attributes<?> elements = names.elements(node.table());
      return values.owned(node.table()).stream()
          .anyMatch(element -> rules.qualifies(of(node.part(), owned, elements, element)));
    }
    return true;
  }

  private List<@Nullable Boolean> parts(
      List<Filter> parts, Table table, Attributes<?> names, RowValues values) {
    var truths = new ArrayList<@Nullable Boolean>();
    parts.forEach(part -> truths.add(of(part, table, names, values)));
    return truths;
  }

  private @Nullable Boolean compared(
      Table table,
      Attributes<?> names,
      RowValues values,
      String name,
      Operator operator,
      Object value) {
    Referred<?> referred = names.findReferred(name);
    Table of = referred == null ? table : referred.table();
    String column = referred == null ? name : referred.column().name();
    Object real = Objects.requireNonNull(ids.real(of, place(of, column), value));
    Object operand = asStored(names.attribute(name), real);
    return rules.compared(type(of, column), values.values().get(name), operator, operand);
  }

  /** "Values are checked and cut exactly as when they are stored." */
  static <V> Object asStored(Attribute<?, V> column, Object value) {
    return QueryInternals.stored(column, QueryInternals.decoded(column, value));
  }

  /** The place of a column in its table. */
  static int place(Table table, String name) {
    return table.columns().stream().map(StoredColumn::name).toList().indexOf(name);
  }

  /** The type of a column of a table, or of one behind references. */
  static StoredType type(Table table, Attributes<?> names, String name) {
    Referred<?> referred = names.findReferred(name);
    return referred == null
        ? type(table, name)
        : type(referred.table(), referred.column().name());
  }

  static StoredType type(Table table, String name) {
    return table.type(place(table, name));
  }
}
