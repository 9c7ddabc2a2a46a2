package org.bilayer.mybatis.internal.sql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bilayer.mybatis.internal.dialect.BoundText;
import org.bilayer.mybatis.internal.dialect.ColumnHandler;
import org.bilayer.mybatis.internal.dialect.Dialect;
import org.bilayer.mybatis.internal.dialect.SqlText;
import org.bilayer.store.BulkUpdate;
import org.bilayer.store.Condition;
import org.bilayer.store.Fetch;
import org.bilayer.store.ForeignKey;
import org.bilayer.store.Select;
import org.bilayer.store.SortColumn;
import org.bilayer.store.Summary;
import org.bilayer.store.Table;
import org.bilayer.store.Versioning;
import org.bilayer.value.Key;
import org.bilayer.value.Lock;
import org.bilayer.value.StoredType;
import org.jspecify.annotations.Nullable;

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

  /** The columns as writing statements name them. */
  private final List<String> columns = new ArrayList<>();

  /** The columns where their values are read, and not written or looked for in an index. */
  private final List<String> reads = new ArrayList<>();

  private final String allColumns;
  private final ColumnHandler[] handlers;
  private final ColumnHandler[] markingHandlers;

  /** The statements of a table. */
  public TableSql(Dialect dialect, Table table) {
    this.dialect = dialect;
    this.table = table;
    this.name = dialect.quote(table.inDatabase());
    this.handlers = new ColumnHandler[table.columns().size()];
    for (int column = 0; column < handlers.length; column++) {
      columns.add(
          column == table.version() && table.hasServerVersion()
              ? dialect.version(table, "")
              : dialect.quotedColumn(table, column));
      reads.add(
          table.isWrittenByStore(column)
              ? columns.get(column)
              : dialect.readColumn(table, column, ""));
      ColumnHandler handler =
          dialect.handler(table.type(column)).holding(table.type(column)).at(table, column);
      // Nothing uses what a copy holds; older code may have left there what could not be read.
      handlers[column] = table.columns().get(column).isCopy() ? handler.marking() : handler;
    }
    this.markingHandlers =
        Arrays.stream(handlers).map(ColumnHandler::marking).toArray(ColumnHandler[]::new);
    this.allColumns = String.join(", ", reads);
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

  /** Handlers of what {@link #select} answers with. */
  public ColumnHandler[] handlers(Select select) {
    if (select.columns().isEmpty() || select.table().joins().isEmpty()) {
      return handlers(select.columns(), select.marksUnreadable());
    }
    return select.columns().stream()
        .map(position -> {
          ColumnHandler handler = handler(select.table(), position);
          return select.marksUnreadable() ? handler.marking() : handler;
        })
        .toArray(ColumnHandler[]::new);
  }

  private ColumnHandler handler(Table read, int position) {
    return read.isJoined(position)
        ? dialect.handler(read.type(position)).holding(read.type(position)).at(read, position)
        : handlers[position];
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

  /**
   * Handlers of the parameters with which {@link #fetchOne} looks for a beginning of the key: those of a text whose case the column
   * ignores are there twice.
   */
  public ColumnHandler[] keyHandlers(int keyColumns) {
    return handlers(soughtBy(table.key().subList(0, keyColumns)));
  }

  private List<Integer> soughtBy(List<Integer> columns) {
    var sought = new ArrayList<Integer>();
    for (int column : columns) {
      sought.add(column);
      if (table.type(column).isFolding()) {
        sought.add(column);
      }
    }
    return sought;
  }

  /** Handlers of the key and of the version, where it is compared: of that by which a row to be written is found. */
  public ColumnHandler[] targetHandlers(boolean comparesVersion) {
    List<Integer> target = soughtBy(table.key());
    if (table.version() >= 0 && comparesVersion) {
      target.add(table.version());
    }
    return handlers(target);
  }

  private String list(List<Integer> positions) {
    if (positions.isEmpty()) {
      return allColumns;
    }
    var list = new StringJoiner(", ");
    positions.forEach(position -> list.add(reads.get(position)));
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

  /** SELECT of the primary keys of rows, and of what the database has filled in them. */
  public BoundText generated(List<Key> keys) {
    return fetch(table.key(), keys, list(keyAndGenerated()), Lock.NONE);
  }

  /** Positions of the columns with which {@link #generated} answers. */
  public List<Integer> keyAndGenerated() {
    var all = new ArrayList<>(table.key());
    all.addAll(table.generated());
    return all;
  }

  /** SELECT of the primary keys of rows whose columns equal one of the keys. */
  public BoundText keysBy(List<Integer> by, List<Key> keys, Lock lock) {
    return fetch(by, keys, list(table.key()), lock);
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
        text,
        select.order().stream().map(sort -> select.table().type(sort.column())).toList());
    QueryNames names = select.lock() == Lock.NONE
        ? QueryNames.reading(dialect, select.table())
        : QueryNames.writing(dialect, select.table());
    boolean joins = !select.table().joins().isEmpty();
    text.append("SELECT ")
        .append(joins ? list(select, names) : list(select.columns()))
        .append(" FROM ")
        .append(name)
        .append(names.joins());
    where(text, select.table(), select.where(), names);
    String separator = " ORDER BY ";
    for (SortColumn sort : select.order()) {
      text.append(separator);
      dialect.order(
          text,
          joins ? names.answered(sort.column()) : reads.get(sort.column()),
          select.table().type(sort.column()),
          select.table().columns().get(sort.column()).nullable(),
          sort);
      separator = ", ";
    }
    if (select.limit() < Long.MAX_VALUE) {
      dialect.limit(text, select.limit());
    }
    text.append(dialect.lockClause(select.lock()));
    return text;
  }

  private static String list(Select select, QueryNames names) {
    int width = select.table().base().columns().size();
    return (select.columns().isEmpty()
            ? IntStream.range(0, width)
            : select.columns().stream().mapToInt(position -> position))
        .mapToObj(names::answered)
        .collect(Collectors.joining(", "));
  }

  /** SELECT of aggregates. */
  public BoundText summarise(Summary summary) {
    Table read = summary.table();
    QueryNames names = QueryNames.reading(dialect, read);
    var text = new BoundText(dialect);
    var wanted = new StringJoiner(", ");
    var groups = new StringJoiner(", ");
    summary.groupBy().forEach(position -> groups.add(distinct(read, names, position)));
    if (!summary.groupBy().isEmpty()) {
      wanted.add(groups.toString());
    }
    summary.aggregates().forEach(aggregate -> wanted.add(aggregate(read, names, aggregate)));
    dialect.sorting(text, summary.groupBy().stream().map(read::type).toList());
    text.append("SELECT ")
        .append(wanted.toString())
        .append(" FROM ")
        .append(name)
        .append(names.joins());
    where(text, read, summary.where(), names);
    if (!summary.groupBy().isEmpty()) {
      text.append(" GROUP BY ").append(groups.toString());
    }
    return text;
  }

  private String distinct(Table read, QueryNames names, int position) {
    return dialect.distinct(names.answered(position), read.type(position));
  }

  private String aggregate(Table read, QueryNames names, Summary.Aggregate aggregate) {
    if (aggregate.column() < 0) {
      return "COUNT(*)";
    }
    String column = names.answered(aggregate.column());
    StoredType type = read.type(aggregate.column());
    return switch (aggregate.function()) {
      case COUNT -> "COUNT(" + column + ")";
      case COUNT_DISTINCT -> "COUNT(DISTINCT " + distinct(read, names, aggregate.column()) + ")";
      case SUM -> "SUM(" + column + ")";
      case MIN, MAX -> dialect.extreme(aggregate.function(), column, type);
    };
  }

  /** How the results of {@link #summarise} are read. */
  public ColumnHandler[] summaryHandlers(Summary summary) {
    var all = new ArrayList<ColumnHandler>();
    Table read = summary.table();
    summary.groupBy().forEach(position -> all.add(handler(read, position)));
    for (Summary.Aggregate aggregate : summary.aggregates()) {
      all.add(
          switch (aggregate.function()) {
            case COUNT, COUNT_DISTINCT -> dialect.handler(Dialect.COUNT);
            case SUM ->
              dialect.sumHandler(read.type(aggregate.column())).at(read, aggregate.column());
            case MIN, MAX -> handler(read, aggregate.column());
          });
    }
    return all.toArray(ColumnHandler[]::new);
  }

  /**
   * SELECT of the number of rows that have assigned values and refer to a key of the target that no row has exactly, although
   * the database takes another key for it.
   */
  public BoundText inexactReferences(
      ForeignKey reference, Table target, List<BulkUpdate.Assignment> assigned) {
    String mine = dialect.quote("#mine");
    String theirs = dialect.quote("#theirs");
    var text = new BoundText(dialect);
    text.append("SELECT COUNT(*) FROM ").append(name).append(" " + mine + " WHERE ");
    for (BulkUpdate.Assignment assignment : assigned) {
      StoredType type = table.type(assignment.column());
      dialect.equal(
          text,
          mine + "." + columns.get(assignment.column()),
          dialect.readColumn(table, assignment.column(), mine + "."),
          type,
          other -> value(other, assignment));
      text.append(" AND ");
    }
    for (int column : reference.columns()) {
      text.append(mine + "." + columns.get(column)).append(" IS NOT NULL AND ");
    }
    text.append("NOT EXISTS (SELECT 1 FROM ")
        .append(dialect.quote(target.inDatabase()))
        .append(" " + theirs + " WHERE ");
    for (int i = 0; i < reference.columns().size(); i++) {
      int column = target.key().get(i);
      StoredType type = target.type(column);
      String referring = mine + "." + columns.get(reference.columns().get(i));
      String key = theirs + "." + dialect.quotedColumn(target, column);
      text.append(i == 0 ? "" : " AND ").append(key + " = " + referring);
      if (type.isFolding()) {
        text.append(" AND ")
            .append(dialect.distinct(key, type))
            .append(" = ")
            .append(dialect.distinct(
                dialect.readColumn(table, reference.columns().get(i), mine + "."), type));
      }
    }
    return text.within("", ")");
  }

  // --- writing rows

  /**
   * INSERT of one row, with a parameter for each given column. Answers with the values of {@link #readBack}, if there are
   * such columns.
   */
  public String insert(List<Integer> given) {
    return returning(insertOf(given));
  }

  private String insertOf(List<Integer> given) {
    if (given.isEmpty()) {
      return "INSERT INTO " + name + " DEFAULT VALUES";
    }
    var names = new StringJoiner(", ");
    var parameters = new StringJoiner(", ");
    for (int column : given) {
      names.add(columns.get(column));
      parameters.add(parameter(column));
    }
    return "INSERT INTO " + name + " (" + names + ")" + dialect.overriding(table) + " VALUES ("
        + parameters + ")";
  }

  /** Positions of the columns to which an insert can give values. */
  public List<Integer> given() {
    return positions(column -> !table.isWrittenByStore(column));
  }

  /** Positions of the columns to which the insert of a row gives values. */
  public List<Integer> given(@Nullable Object[] row) {
    return positions(column -> !table.isLeftToStore(column, row));
  }

  /** Positions of the columns whose values come back from each insert and update of a row: the version of the server. */
  public List<Integer> readBack() {
    return table.hasServerVersion() ? List.of(table.version()) : List.of();
  }

  private List<Integer> positions(IntPredicate wanted) {
    return IntStream.range(0, columns.size()).filter(wanted).boxed().toList();
  }

  private String returning(String write) {
    return table.hasServerVersion() ? write + " RETURNING " + list(readBack()) : write;
  }

  /** Appends to an insertion of several rows that it answers with keys and {@link #readBack} values. */
  public void appendReturning(BoundText text) {
    text.append(" RETURNING " + list(table.key()) + ", " + list(readBack()));
  }

  /** INSERT of one row that answers with its generated key, with a parameter for each given column. */
  public String insertGenerated(List<Integer> given) {
    return dialect.insertReturning(insertOf(given), list(generatedAndReadBack()));
  }

  /** Positions of the columns with which {@link #insertGenerated} answers. */
  public List<Integer> generatedAndReadBack() {
    var all = new ArrayList<>(table.key());
    all.addAll(readBack());
    return all;
  }

  /** Positions of the columns to which the insert of a row gives values, without the primary key. */
  public List<Integer> besideKey(@Nullable Object[] row) {
    return positions(column -> !table.key().contains(column) && !table.isLeftToStore(column, row));
  }

  /**
   * UPDATE of one row: parameters for the changed columns, the key and, where the version is compared, the version. Answers
   * with the values of {@link #readBack}, if there are such columns.
   *
   * @param changed if empty, the row is written as it is, which gives it another version of the server
   */
  public String update(int[] changed, boolean comparesVersion) {
    var assignments = new StringJoiner(", ");
    for (int column : changed) {
      assignments.add(columns.get(column) + " = " + parameter(column));
    }
    if (changed.length == 0) {
      String same = columns.get(dialect.assignedToItself(table));
      assignments.add(same + " = " + same);
    }
    return returning(
        "UPDATE " + name + " SET " + assignments + " WHERE " + oneRow(comparesVersion));
  }

  /** DELETE of one row: parameters for the key and, where the version is compared, the version. */
  public String delete(boolean comparesVersion) {
    return "DELETE FROM " + name + " WHERE " + oneRow(comparesVersion);
  }

  private String oneRow(boolean comparesVersion) {
    return equalities(table.key())
        + (table.version() < 0 || !comparesVersion
            ? ""
            : " AND " + dialect.version(table, "") + " = ?");
  }

  private String equalities(List<Integer> positions) {
    var conditions = new StringJoiner(" AND ");
    for (int position : positions) {
      StoredType type = table.type(position);
      String equals = " = " + parameter(position);
      conditions.add(columns.get(position) + equals);
      if (type.isFolding()) {
        conditions.add(dialect.distinct(columns.get(position), type) + equals);
      }
    }
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
    if (table.versioning() == Versioning.COLUMN) {
      text.append(separator)
          .append(columns.get(table.version()))
          .append(" = ")
          .append(dialect.version(table, ""))
          .append(" + 1");
    }
    where(text, update.table(), update.where(), QueryNames.writing(dialect, update.table()));
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
      text.append(dialect.absent(table.type(assignment.column())));
    } else {
      text.value(table.type(assignment.column()), assignment.value());
    }
  }

  /** DELETE by condition on the table, or on what {@link Table#joining} gives of it. */
  public BoundText delete(Table of, Condition where) {
    var text = new BoundText(dialect);
    text.append("DELETE FROM ").append(name);
    where(text, of, where, QueryNames.writing(dialect, of));
    return text;
  }

  /** UPDATE by condition that answers with columns of the rows as they are now; H2 only. */
  public BoundText updated(BulkUpdate update, List<Integer> wanted) {
    return changed("FINAL", wanted, update(update));
  }

  /** DELETE by condition that answers with the keys of the rows it removed; H2 only. */
  public BoundText deleted(Table of, Condition where) {
    return changed("OLD", table.key(), delete(of, where));
  }

  private BoundText changed(String which, List<Integer> wanted, BoundText change) {
    return change.within("SELECT " + list(wanted) + " FROM " + which + " TABLE (", ")");
  }

  private void where(SqlText text, Table of, Condition condition, QueryNames names) {
    if (!(condition instanceof Condition.Always always) || !always.value()) {
      text.append(" WHERE ");
      ConditionSql.append(dialect, of, condition, names, text);
    }
  }
}
