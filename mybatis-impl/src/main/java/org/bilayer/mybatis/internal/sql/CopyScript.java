package org.bilayer.mybatis.internal.sql;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bilayer.mybatis.internal.dialect.Dialect;
import org.bilayer.store.Schema;
import org.bilayer.store.StoredColumn;
import org.bilayer.store.Table;
import org.bilayer.value.StoredType;

/**
 * Writes the statements that give the columns with other forms of attributes their values in rows that nobody has written since, and
 * those that fail while such rows are left.
 */
public final class CopyScript {

  /** A column that is written beside others, and the expression of its value. */
  private record Copied(String column, StoredType type, String expression) {}

  private final Dialect dialect;
  private final Map<Table, List<Copied>> copies = new LinkedHashMap<>();

  /**
   * The statements of a schema.
   *
   * @param expressions the value of a column in SQL, by "table.column" in Java; needed where the column does not hold the same value as
   *     another one
   * @throws IllegalArgumentException if an expression is missing, or names a column that is no copy
   */
  public CopyScript(Dialect dialect, Schema schema, Map<String, String> expressions) {
    this.dialect = dialect;
    Set<String> unused = new HashSet<>(expressions.keySet());
    for (Table table : schema.tables()) {
      for (int position : table.copies()) {
        StoredColumn column = table.columns().get(position);
        String name = table.name() + "." + column.name();
        unused.remove(name);
        String expression = Optional.ofNullable(expressions.get(name))
            .or(() -> same(table, column))
            .orElseThrow(() -> new IllegalArgumentException("The column " + name
                + " holds another form than the column that is read, and nothing says how the database"
                + " computes it. Give its value as an expression in SQL."));
        copies
            .computeIfAbsent(table, any -> new ArrayList<>())
            .add(new Copied(dialect.quotedColumn(table, position), column.type(), expression));
      }
    }
    if (!unused.isEmpty()) {
      throw new IllegalArgumentException("There is no moving column "
          + unused.stream().sorted().collect(Collectors.joining(", ")) + ".");
    }
  }

  private Optional<String> same(Table table, StoredColumn column) {
    return column
        .copy()
        .flatMap(StoredColumn.Copy::same)
        .map(position -> dialect.quotedColumn(table, position));
  }

  /** One statement for each table: it writes the rows whose copies are missing or stale. It may be repeated. */
  public List<String> copying() {
    var statements = new ArrayList<String>();
    copies.forEach((table, columns) -> {
      String assignments = columns.stream()
          .map(copied -> copied.column() + " = " + copied.expression())
          .collect(Collectors.joining(", "));
      statements.add("UPDATE " + dialect.quote(table.inDatabase()) + " SET " + assignments
          + " WHERE " + stale(columns));
    });
    return statements;
  }

  /** Statements that fail while a row is not copied, and have no effect otherwise. */
  public List<String> guard() {
    return failing(
        this::stale,
        " are not copied yet. Copy them before the next phase is deployed, then run this again.");
  }

  /**
   * Statements that fail while a row has a value in the column that is read and none in the other one. True for ever once the rows
   * are copied, whatever newer code stores.
   */
  public List<String> presence() {
    return failing(
        CopyScript::absent,
        " have no value in the new columns. Do not drop the old ones; they hold values that were never copied.");
  }

  private List<String> failing(Function<List<Copied>, String> condition, String message) {
    var statements = new ArrayList<String>();
    copies.forEach((table, columns) -> statements.addAll(dialect.failIfExists(
        "SELECT 1 FROM " + dialect.quote(table.inDatabase()) + " WHERE " + condition.apply(columns),
        "Rows of " + table.name() + message)));
    return statements;
  }

  private static String absent(List<Copied> columns) {
    return columns.stream()
        .map(copied ->
            "(" + copied.column() + " IS NULL AND (" + copied.expression() + ") IS NOT NULL)")
        .collect(Collectors.joining(" OR "));
  }

  private String stale(List<Copied> columns) {
    return columns.stream()
        .map(copied ->
            dialect.differ(copied.column(), "(" + copied.expression() + ")", copied.type()))
        .collect(Collectors.joining(" OR "));
  }
}
