package org.bilayer.mybatis.internal.sql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.IntStream;
import org.bilayer.mybatis.internal.dialect.BoundText;
import org.bilayer.mybatis.internal.dialect.ColumnHandler;
import org.bilayer.mybatis.internal.dialect.Dialect;
import org.bilayer.mybatis.internal.dialect.SqlText;
import org.bilayer.store.BulkUpdate;
import org.bilayer.store.Condition;
import org.bilayer.store.Fetch;
import org.bilayer.store.Select;
import org.bilayer.store.SortColumn;
import org.bilayer.store.Summary;
import org.bilayer.store.Table;
import org.bilayer.value.Key;
import org.bilayer.value.Lock;
import org.bilayer.value.StoredType;

/**
 * The statements of one table on one database.
 *
 * <p>Immutable and thread-safe.
 */
public final class TableSql {

  private static final String BEYOND_INTEGERS = "9".repeat(30);

  private final Dialect dialect;
  private final Table table;
  private final String name;
  private final List<String> columns = new ArrayList<>();
  private final String allColumns;
  private final ColumnHandler[] handlers;
  private final ColumnHandler[] markingHandlers;

  /** The statements of a table. */
  public TableSql(Dialect dialect, Table table) {
    this.dialect = dialect;
    this.table = table;
    this.name = dialect.quote(table.name());
    this.handlers = new ColumnHandler[table.columns().size()];
    for (int column = 0; column < handlers.length; column++) {
      columns.add(dialect.quote(table.columns().get(column).name()));
      handlers[column] = dialect.handler(table.type(column)).holding(table.type(column)).at(table, column);
    }
    this.markingHandlers =
        Arrays.stream(handlers).map(ColumnHandler::marking).toArray(ColumnHandler[]::new);
    this.allColumns = String.join(", ", columns);
  }

  /** The table. */
  public Table table() {
    return table;
  }

  /** Handlers of all columns, in order; not to be changed. */
  public ColumnHandler[] handlers() {
    return handlers;
  }

  /** Handlers of some columns, in order of the positions; all columns for none. */
  public ColumnHandler[] handlers(List<Integer> positions) {
    return handlers(positions, false);
  }

  /** As the other, marking values that cannot be read or not; see {@link Select#marksUnreadable()}. */
  public ColumnHandler[] handlers(List<Integer> positions, boolean marksUnreadable) {
    ColumnHandler[] all = marksUnreadable ? markingHandlers : handlers;
    return positions.isEmpty()
        ? all
        : positions.stream().map(position -> all[position]).toArray(ColumnHandler[]::new);
  }

  /** Handlers of the columns at these positions. */
  public ColumnHandler[] handlers(int[] positions) {
    return Arrays.stream(positions)
        .mapToObj(position -> handlers[position])
        .toArray(ColumnHandler[]::new);
  }

  /** Handlers of the key and of the version, if there is one: of that by which a row to be written is found. */
  public ColumnHandler[] targetHandlers() {
    var target = new ArrayList<>(table.key());
    if (table.version() >= 0) {
      target.add(table.version());
    }
    return handlers(target);
  }

  private String list(List<Integer> positions) {
    if (positions.isEmpty()) {
      return allColumns;
    }
    var list = new StringJoiner(", ");
    positions.forEach(position -> list.add(columns.get(position)));
    return list.toString();
  }

  // --- reading

  /** SELECT of whole rows by one key, with a parameter for each of its columns. */
  public String fetchOne(int keyColumns, Lock lock) {
    return "SELECT " + allColumns + " FROM " + name + " WHERE "
        + equalities(table.key().subList(0, keyColumns)) + dialect.lockClause(lock);
  }

  /** SELECT of whole rows by several keys. */
  public BoundText fetch(Fetch fetch) {
    return fetch(fetch.columns(), fetch.keys(), allColumns, fetch.lock());
  }

  /** SELECT of the keys of existing rows, which are locked. */
  public BoundText lockKeys(List<Key> keys) {
    return fetch(table.key(), keys, list(table.key()), Lock.UPDATE);
  }

  /** SELECT of the primary keys of rows whose columns equal one of the keys. */
  public BoundText keysBy(List<Integer> by, List<Key> keys) {
    return fetch(by, keys, list(table.key()), Lock.NONE);
  }

  private BoundText fetch(List<Integer> by, List<Key> keys, String wanted, Lock lock) {
    var text = new BoundText(dialect);
    text.append("SELECT ").append(wanted);
    dialect.fromByKeys(
        text,
        name,
        by.stream().map(columns::get).toList(),
        by.stream().map(table::type).toList(),
        keys);
    text.append(dialect.lockClause(lock));
    return text;
  }

  /** SELECT by condition. */
  public BoundText select(Select select) {
    var text = new BoundText(dialect);
    dialect.sorting(
        text, select.order().stream().map(sort -> table.type(sort.column())).toList());
    text.append("SELECT ").append(list(select.columns())).append(" FROM ").append(name);
    where(text, select.where());
    String separator = " ORDER BY ";
    for (SortColumn sort : select.order()) {
      text.append(separator);
      dialect.order(
          text,
          columns.get(sort.column()),
          table.type(sort.column()),
          table.columns().get(sort.column()).nullable(),
          sort);
      separator = ", ";
    }
    if (select.limit() < Long.MAX_VALUE) {
      dialect.limit(text, select.limit());
    }
    text.append(dialect.lockClause(select.lock()));
    return text;
  }

  /** SELECT of aggregates. */
  public BoundText summarise(Summary summary) {
    var text = new BoundText(dialect);
    var wanted = new StringJoiner(", ");
    summary.groupBy().forEach(position -> wanted.add(columns.get(position)));
    summary.aggregates().forEach(aggregate -> wanted.add(aggregate(aggregate)));
    dialect.sorting(text, summary.groupBy().stream().map(table::type).toList());
    text.append("SELECT ").append(wanted.toString()).append(" FROM ").append(name);
    where(text, summary.where());
    if (!summary.groupBy().isEmpty()) {
      text.append(" GROUP BY ").append(list(summary.groupBy()));
    }
    return text;
  }

  private String aggregate(Summary.Aggregate aggregate) {
    if (aggregate.column() < 0) {
      return "COUNT(*)";
    }
    String column = columns.get(aggregate.column());
    StoredType type = table.type(aggregate.column());
    return switch (aggregate.function()) {
      case COUNT -> "COUNT(" + column + ")";
      case COUNT_DISTINCT -> "COUNT(DISTINCT " + column + ")";
      case SUM -> "SUM(" + column + ")";
      case MIN, MAX -> dialect.extreme(aggregate.function(), column, type);
    };
  }

  /** How the results of {@link #summarise} are read. */
  public ColumnHandler[] summaryHandlers(Summary summary) {
    var all = new ArrayList<ColumnHandler>();
    summary.groupBy().forEach(position -> all.add(handlers[position]));
    for (Summary.Aggregate aggregate : summary.aggregates()) {
      all.add(
          switch (aggregate.function()) {
            case COUNT, COUNT_DISTINCT -> dialect.handler(Dialect.COUNT);
            case SUM ->
              dialect.sumHandler(table.type(aggregate.column())).at(table, aggregate.column());
            case MIN, MAX -> handlers[aggregate.column()];
          });
    }
    return all.toArray(ColumnHandler[]::new);
  }

  // --- writing rows

  /** INSERT of one row, with a parameter for each column. */
  public String insert() {
    var parameters = new StringJoiner(", ");
    for (int column = 0; column < columns.size(); column++) {
      parameters.add(parameter(column));
    }
    return "INSERT INTO " + name + " (" + allColumns + ") VALUES (" + parameters + ")";
  }

  /** INSERT of one row that answers with its generated key, with a parameter for each other column. */
  public String insertGenerated() {
    var names = new StringJoiner(", ");
    var parameters = new StringJoiner(", ");
    for (int column : besideKey()) {
      names.add(columns.get(column));
      parameters.add(parameter(column));
    }
    return dialect.insertReturning(
        "INSERT INTO " + name + " (" + names + ") VALUES (" + parameters + ")", list(table.key()));
  }

  /** Positions of the columns that are not in the primary key. */
  public List<Integer> besideKey() {
    return IntStream.range(0, columns.size())
        .filter(column -> !table.key().contains(column))
        .boxed()
        .toList();
  }

  /** UPDATE of one row: parameters for the changed columns, the key and, if the table has versions, the version. */
  public String update(int[] changed) {
    var assignments = new StringJoiner(", ");
    for (int column : changed) {
      assignments.add(columns.get(column) + " = " + parameter(column));
    }
    return "UPDATE " + name + " SET " + assignments + " WHERE " + oneRow();
  }

  /** DELETE of one row: parameters for the key and, if the table has versions, the version. */
  public String delete() {
    return "DELETE FROM " + name + " WHERE " + oneRow();
  }

  private String oneRow() {
    return equalities(table.key())
        + (table.version() < 0 ? "" : " AND " + columns.get(table.version()) + " = ?");
  }

  private String equalities(List<Integer> positions) {
    var conditions = new StringJoiner(" AND ");
    positions.forEach(
        position -> conditions.add(columns.get(position) + " = " + parameter(position)));
    return conditions.toString();
  }

  private String parameter(int column) {
    return dialect.placeholder(table.type(column));
  }

  // --- writing by condition

  /** UPDATE by condition. */
  public BoundText update(BulkUpdate update) {
    var text = new BoundText(dialect);
    text.append("UPDATE ").append(name).append(" SET ");
    String separator = "";
    for (BulkUpdate.Assignment assignment : update.assignments()) {
      String column = columns.get(assignment.column());
      text.append(separator).append(column).append(" = ");
      if (assignment.increment() && isLimited(table.type(assignment.column()))) {
        sumInRange(text, column, assignment);
      } else {
        if (assignment.increment()) {
          text.append(column).append(" + ");
        }
        value(text, assignment);
      }
      separator = ", ";
    }
    if (table.version() >= 0) {
      String version = columns.get(table.version());
      text.append(separator).append(version).append(" = ").append(version).append(" + 1");
    }
    where(text, update.where());
    return text;
  }

  private static boolean isLimited(StoredType type) {
    return type.isRanged() || type.isUnbounded();
  }

  /*
   * The column may hold more than the type. What leaves a range becomes a number that no column of integers holds. Where the column
   * holds every number, it is divided by zero; not by a constant, which a planner would compute beforehand.
   */
  private void sumInRange(SqlText text, String column, BulkUpdate.Assignment assignment) {
    StoredType type = table.type(assignment.column());
    text.append("CASE WHEN ");
    sum(text, column, assignment);
    if (type.isRanged()) {
      text.append(" BETWEEN " + type.least() + " AND " + type.greatest());
    } else {
      String beyond = "1" + "0".repeat(type.length() - type.scale());
      text.append(" > -" + beyond + " AND ");
      sum(text, column, assignment);
      text.append(" < " + beyond);
    }
    text.append(" THEN ");
    sum(text, column, assignment);
    text.append(" WHEN " + column + " IS NULL THEN NULL ELSE ")
        .append(type.isRanged() ? BEYOND_INTEGERS : "1 / (" + column + " - " + column + ")")
        .append(" END");
  }

  private void sum(SqlText text, String column, BulkUpdate.Assignment assignment) {
    text.append(column).append(" + ");
    value(text, assignment);
  }

  private void value(SqlText text, BulkUpdate.Assignment assignment) {
    if (assignment.value() == null) {
      text.append("NULL");
    } else {
      text.value(table.type(assignment.column()), assignment.value());
    }
  }

  /** DELETE by condition. */
  public BoundText delete(Condition where) {
    var text = new BoundText(dialect);
    text.append("DELETE FROM ").append(name);
    where(text, where);
    return text;
  }

  /** UPDATE by condition that answers with columns of the rows as they are now; H2 only. */
  public BoundText updated(BulkUpdate update, List<Integer> wanted) {
    return changed("FINAL", wanted, update(update));
  }

  /** DELETE by condition that answers with the keys of the rows it removed; H2 only. */
  public BoundText deleted(Condition where) {
    return changed("OLD", table.key(), delete(where));
  }

  private BoundText changed(String which, List<Integer> wanted, BoundText change) {
    return change.within("SELECT " + list(wanted) + " FROM " + which + " TABLE (", ")");
  }

  private void where(SqlText text, Condition condition) {
    if (!(condition instanceof Condition.Always always) || !always.value()) {
      text.append(" WHERE ");
      ConditionSql.append(dialect, table, condition, text);
    }
  }
}
