package org.bilayer.mybatis.internal.sql;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.bilayer.mybatis.internal.dialect.Dialect;
import org.bilayer.store.Table;
import org.bilayer.value.StoredType;

/** How a statement names the columns of its table, and those of rows to which the table's rows refer. Immutable. */
final class QueryNames {

  /*
   * A query joins the rows referred to. A change, or a query that locks, cannot: UPDATE and DELETE have no common way to join, and a
   * lock would be on the joined rows as well, which PostgreSQL refuses behind an outer join. There, each column behind a
   * reference is a subquery of one value. It is null if no row is referred to, exactly as the column of an outer join.
   *
   * Joined rows have the aliases #1, #2 and so on, which no table has.
   */

  /** The form of a statement. */
  enum Form {
    /** Only columns of the table itself. */
    PLAIN,
    /** Rows referred to are joined. */
    JOINED,
    /** Columns of rows referred to are subqueries. */
    NESTED
  }

  private final Dialect dialect;
  private final Table table;
  private final Form form;

  /** Before the name of a column of the table itself: empty, or an alias or the table, and a point. */
  private final String qualifier;

  private QueryNames(Dialect dialect, Table table, Form form, String qualifier) {
    this.dialect = dialect;
    this.table = table;
    this.form = form;
    this.qualifier = qualifier;
  }

  /** The names of a table without rows referred to, behind a qualifier. */
  static QueryNames plain(Dialect dialect, Table table, String qualifier) {
    return new QueryNames(dialect, table, Form.PLAIN, qualifier);
  }

  /** The names of a statement that only reads, without a lock. */
  static QueryNames reading(Dialect dialect, Table table) {
    return table.joins().isEmpty()
        ? plain(dialect, table, "")
        : new QueryNames(dialect, table, Form.JOINED, dialect.quote(table.inDatabase()) + ".");
  }

  /** The names of a statement that changes or locks rows of the table. */
  static QueryNames writing(Dialect dialect, Table table) {
    return table.joins().isEmpty()
        ? plain(dialect, table, "")
        : new QueryNames(dialect, table, Form.NESTED, "");
  }

  String qualifier() {
    return qualifier;
  }

  /** What follows the table in FROM. */
  String joins() {
    if (form != Form.JOINED) {
      return "";
    }
    var text = new StringBuilder();
    List<Table.Join> joins = table.joins();
    for (int i = 0; i < joins.size(); i++) {
      text.append(joins.get(i).isOuter() ? " LEFT JOIN " : " JOIN ")
          .append(aliased(i))
          .append(" ON ")
          .append(refers(i));
    }
    return text.toString();
  }

  /** A column as an index knows it. */
  String column(int position) {
    if (!table.isJoined(position)) {
      return dialect.read(qualifier + dialect.quotedColumn(table, position), table.type(position));
    }
    Table.JoinedColumn wanted = table.joined(position);
    Table target = table.joins().get(wanted.join()).target();
    return within(
        wanted.join(),
        dialect.read(
            alias(wanted.join()) + dialect.quotedColumn(target, wanted.column()),
            table.type(position)));
  }

  /** A column where its value matters, and not an index. */
  String read(int position) {
    if (!table.isJoined(position)) {
      return dialect.readColumn(table, position, qualifier);
    }
    Table.JoinedColumn wanted = table.joined(position);
    Table target = table.joins().get(wanted.join()).target();
    return within(wanted.join(), dialect.readColumn(target, wanted.column(), alias(wanted.join())));
  }

  /** A column as a query answers with it: also the version that the server keeps. */
  String answered(int position) {
    if (table.isJoined(position) || !table.isWrittenByStore(position)) {
      return read(position);
    }
    return position == table.version() && table.hasServerVersion()
        ? dialect.version(table, qualifier)
        : qualifier + dialect.quotedColumn(table, position);
  }

  private String within(int join, String column) {
    if (form == Form.JOINED) {
      return column;
    }
    Deque<Integer> way = new ArrayDeque<>();
    for (int step = join; step >= 0; step = table.joins().get(step).from()) {
      way.push(step);
    }
    int first = way.pop();
    var text = new StringBuilder("(SELECT ").append(column).append(" FROM ").append(aliased(first));
    for (int step : way) {
      text.append(" JOIN ").append(aliased(step)).append(" ON ").append(refers(step));
    }
    return text.append(" WHERE ").append(refers(first)).append(")").toString();
  }

  private String aliased(int join) {
    return dialect.quote(table.joins().get(join).target().inDatabase()) + " "
        + dialect.quote("#" + (join + 1));
  }

  private String alias(int join) {
    return dialect.quote("#" + (join + 1)) + ".";
  }

  /** That a row is the one to which the row before it on the way refers. */
  private String refers(int place) {
    Table.Join join = table.joins().get(place);
    boolean isFirst = join.from() < 0;
    Table from = isFirst ? table : table.joins().get(join.from()).target();
    String before = isFirst ? dialect.quote(table.inDatabase()) + "." : alias(join.from());
    var text = new StringBuilder();
    for (int i = 0; i < join.key().columns().size(); i++) {
      int column = join.target().key().get(i);
      StoredType type = join.target().type(column);
      String key = alias(place) + dialect.quotedColumn(join.target(), column);
      String referring =
          before + dialect.quotedColumn(from, join.key().columns().get(i));
      text.append(i == 0 ? "" : " AND ").append(key).append(" = ").append(referring);
      if (type.isFolding()) {
        text.append(" AND ")
            .append(dialect.distinct(key, type))
            .append(" = ")
            .append(dialect.distinct(referring, type));
      }
    }
    return text.toString();
  }
}
