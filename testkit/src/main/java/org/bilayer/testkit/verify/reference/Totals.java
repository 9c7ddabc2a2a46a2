package org.bilayer.testkit.verify.reference;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bilayer.store.Table;
import org.bilayer.testkit.verify.comparing.ValueText;
import org.bilayer.testkit.verify.history.Total;
import org.bilayer.value.StoredType;
import org.jspecify.annotations.Nullable;

/** Totals as loops over rows. */
final class Totals {

  private final Rules rules;
  private final Table table;

  Totals(Rules rules, Table table) {
    this.rules = rules;
    this.table = table;
  }

  /** One text for each group; without columns to group by, all rows are one group. */
  List<String> of(List<@Nullable Object[]> rows, List<String> groupBy, List<Total> totals) {
    List<Integer> columns =
        groupBy.stream().map(name -> Truth.column(table, name)).toList();
    Map<List<@Nullable Object>, List<@Nullable Object[]>> groups = new LinkedHashMap<>();
    if (columns.isEmpty()) {
      groups.put(List.of(), new ArrayList<>());
    }
    for (@Nullable Object[] row : rows) {
      List<@Nullable Object> group = Rows.values(row, columns);
      if (rules.isGroup(group)) {
        groups.computeIfAbsent(group, values -> new ArrayList<>()).add(row);
      }
    }
    var texts = new ArrayList<String>();
    groups.forEach((group, members) -> {
      var values = new ArrayList<String>();
      group.forEach(value -> values.add(ValueText.of(value)));
      totals.forEach(total -> values.add(total(total, members)));
      texts.add(values.toString());
    });
    return texts;
  }

  private String total(Total total, List<@Nullable Object[]> rows) {
    if (total.column().isEmpty()) {
      return String.valueOf(rows.size());
    }
    int column = Truth.column(table, total.column());
    List<Object> present = new ArrayList<>();
    for (@Nullable Object[] row : rows) {
      if (row[column] != null) {
        present.add(Objects.requireNonNull(row[column]));
      }
    }
    return switch (total.kind()) {
      case COUNT -> String.valueOf(present.size());
      case COUNT_DISTINCT ->
        String.valueOf(
            new LinkedHashSet<>(present.stream().map(Rows::comparable).toList()).size());
      case MIN -> extreme(column, present, true);
      case MAX -> extreme(column, present, false);
      case SUM ->
        present.isEmpty() ? "null" : ValueText.of(type(column).scaled(rules.sum(numbers(present), scale(column))));
      case AVERAGE ->
        present.isEmpty() ? "null" : ValueText.of(rules.average(numbers(present), scale(column)));
    };
  }

  /** "The least value", or the greatest. */
  private String extreme(int column, List<Object> values, boolean least) {
    Object extreme = null;
    for (Object value : values) {
      int sign = extreme == null ? 0 : rules.order(table.type(column), value, extreme);
      if (extreme == null || (least ? sign < 0 : sign > 0)) {
        extreme = value;
      }
    }
    return ValueText.of(extreme);
  }

  private int scale(int column) {
    return type(column).scale();
  }

  private StoredType type(int column) {
    return table.type(column);
  }

  private static List<BigDecimal> numbers(List<Object> values) {
    return values.stream().map(value -> new BigDecimal(value.toString())).toList();
  }
}
