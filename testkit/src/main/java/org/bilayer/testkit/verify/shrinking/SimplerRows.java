package org.bilayer.testkit.verify.shrinking;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bilayer.store.StoredColumn;
import org.bilayer.store.Table;
import org.bilayer.testkit.verify.history.Edit;
import org.bilayer.testkit.verify.history.RowValues;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;

/** The rows and changes that are simpler than one, by the types of the columns. */
final class SimplerRows {

  private final Map<String, MappingUnderTest<?, ?>> mappings;

  SimplerRows(Map<String, MappingUnderTest<?, ?>> mappings) {
    this.mappings = mappings;
  }

  /** A history names a table or a column that the model does not have. */
  private static final class Unknown extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private MappingUnderTest<?, ?> mapping(String table) {
    MappingUnderTest<?, ?> mapping = mappings.get(table);
    if (mapping == null) {
      throw new Unknown();
    }
    return mapping;
  }

  /** Rows of a root's table simpler than one; keys stay as they are, so that other steps meet them. */
  List<RowValues> rows(String table, RowValues row) {
    MappingUnderTest<?, ?> mapping = mapping(table);
    return rows(mapping, mapping.layout().root(), row, false);
  }

  private static List<RowValues> rows(
      MappingUnderTest<?, ?> mapping, Table table, RowValues row, boolean keysToo) {
    var simpler = new ArrayList<RowValues>();
    row.owned().forEach((name, rows) -> {
      if (!rows.isEmpty()) {
        simpler.add(row.withOwned(name, List.of()));
        Sublists.without(rows).forEach(less -> simpler.add(row.withOwned(name, less)));
        Table child = mapping.table(name);
        for (int i = 0; i < rows.size(); i++) {
          for (RowValues less : rows(mapping, child, rows.get(i), true)) {
            var copy = new ArrayList<>(rows);
            copy.set(i, less);
            simpler.add(row.withOwned(name, copy));
          }
        }
      }
    });
    RowValues plain = row;
    for (int i = 0; i < table.columns().size(); i++) {
      StoredColumn column = table.columns().get(i);
      Object value = row.values().get(column.name());
      if (value == null || (!keysToo && table.key().contains(i)) || isReference(table, i)) {
        continue;
      }
      if (column.nullable()) {
        simpler.add(row.with(column.name(), null));
        plain = plain.with(column.name(), null);
      } else {
        List<Object> values = SimplerValues.of(column.type(), value);
        if (!values.isEmpty()) {
          plain = plain.with(column.name(), values.get(0));
        }
      }
      for (Object less : SimplerValues.of(column.type(), value)) {
        simpler.add(row.with(column.name(), less));
      }
    }
    if (simpler.size() > 1) {
      simpler.add(0, plain);
    }
    return simpler;
  }

  private static boolean isReference(Table table, int column) {
    return table.foreignKeys().stream()
        .anyMatch(key ->
            key.columns().contains(column) && !table.columns().get(column).nullable());
  }

  /** Edits simpler than one. */
  List<Edit> edits(String table, Edit edit) {
    MappingUnderTest<?, ?> mapping = mapping(table);
    var simpler = new ArrayList<Edit>();
    if (edit instanceof Edit.SetColumn set && set.value() != null) {
      StoredColumn column = column(mapping.layout().root(), set.column());
      SimplerValues.of(column.type(), set.value())
          .forEach(less -> simpler.add(new Edit.SetColumn(set.column(), less)));
    } else if (edit instanceof Edit.AddOwned add) {
      rows(mapping, mapping.table(add.table()), add.row(), true)
          .forEach(less -> simpler.add(new Edit.AddOwned(add.table(), less)));
    } else if (edit instanceof Edit.SetInOwned set && set.value() != null) {
      StoredColumn column = column(mapping.table(set.table()), set.column());
      SimplerValues.of(column.type(), set.value())
          .forEach(less -> simpler.add(new Edit.SetInOwned(set.table(), set.column(), less)));
    }
    return simpler;
  }

  private static StoredColumn column(Table table, String name) {
    return table.columns().stream()
        .filter(column -> column.name().equals(name))
        .findFirst()
        .orElseThrow(Unknown::new);
  }
}
