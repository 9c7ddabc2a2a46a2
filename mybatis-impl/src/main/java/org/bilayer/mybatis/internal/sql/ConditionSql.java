package org.bilayer.mybatis.internal.sql;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.bilayer.mybatis.internal.dialect.Dialect;
import org.bilayer.mybatis.internal.dialect.SqlText;
import org.bilayer.store.Condition;
import org.bilayer.store.ForeignKey;
import org.bilayer.store.Operator;
import org.bilayer.store.Table;
import org.bilayer.value.StoredType;

/** Writes a condition on the rows of one table. */
final class ConditionSql implements Condition.Visitor<SqlText> {

  /*
   * SQL's own three-valued logic is the contract's, so NOT, AND and OR are written as they stand, each in parentheses.
   *
   * Columns of the statement's own table stand alone. Inside EXISTS they are qualified by the table's name: an owned
   * table is never among its owners. Only where two of them have one name in different schemas, an alias tells them
   * apart, since a name without a schema would mean the inner table.
   */

  /** What is escaped in a LIKE pattern; not the backslash, which some modes escape on their own. */
  private static final char ESCAPE = '!';

  private final Dialect dialect;
  private final Table table;
  private final QueryNames columns;

  /** The names of the tables around and of this one, in lower case. */
  private final Set<String> names;

  private final SqlText text;

  private ConditionSql(
      Dialect dialect, Table table, QueryNames columns, Set<String> names, SqlText text) {
    this.dialect = dialect;
    this.table = table;
    this.columns = columns;
    this.names = names;
    this.text = text;
  }

  /** Appends a condition on the table that the statement reads or writes. */
  static void append(Dialect dialect, Table table, Condition condition, SqlText text) {
    append(dialect, table, condition, QueryNames.plain(dialect, table, ""), text);
  }

  /** As the other, with the names of the columns in the statement. */
  static void append(
      Dialect dialect, Table table, Condition condition, QueryNames columns, SqlText text) {
    new ConditionSql(dialect, table, columns, Set.of(folded(table.inDatabase().name())), text)
        .append(condition);
  }

  private void append(Condition condition) {
    condition.accept(this);
  }

  @Override
  public SqlText always(Condition.Always node) {
    return text.append(node.value() ? "1 = 1" : "1 = 0");
  }

  @Override
  public SqlText in(Condition.In node) {
    dialect.membership(
        text, column(node.column()), read(node.column()), table.type(node.column()), node.values());
    return text;
  }

  @Override
  public SqlText isNull(Condition.IsNull node) {
    return text.append(column(node.column())).append(" IS NULL");
  }

  @Override
  public SqlText and(Condition.And node) {
    return all(node.all(), " AND ");
  }

  @Override
  public SqlText or(Condition.Or node) {
    return all(node.any(), " OR ");
  }

  @Override
  public SqlText not(Condition.Not node) {
    text.append("NOT (");
    append(node.condition());
    return text.append(")");
  }

  private SqlText all(List<Condition> parts, String operator) {
    text.append("(");
    for (int i = 0; i < parts.size(); i++) {
      text.append(i == 0 ? "" : operator);
      append(parts.get(i));
    }
    return text.append(")");
  }

  @Override
  public SqlText compare(Condition.Compare node) {
    StoredType type = table.type(node.column());
    String column = column(node.column());
    String read = read(node.column());
    if (node.operator() == Operator.EQ && type.isFolding()) {
      text.append("(");
      dialect.equal(text, column, read, type, other -> other.value(type, node.value()));
      text.append(")");
    } else if (isEquality(node.operator())) {
      text.append(dialect.distinct(read, type))
          .append(operator(node.operator()))
          .value(type, node.value());
    } else if (dialect.comparesAlike(type, node.value())) {
      text.append(column).append(operator(node.operator())).value(type, node.value());
    } else {
      text.append(dialect.ordered(read, type)).append(operator(node.operator()));
      dialect.orderedValue(text, type, node.value());
    }
    return text;
  }

  @Override
  public SqlText compareColumns(Condition.CompareColumns node) {
    String left = dialect.distinct(read(node.left()), table.type(node.left()));
    String right = dialect.distinct(read(node.right()), table.type(node.right()));
    if (!isEquality(node.operator())) {
      left = dialect.ordered(read(node.left()), table.type(node.left()));
      right = dialect.ordered(read(node.right()), table.type(node.right()));
    }
    return text.append(left).append(operator(node.operator())).append(right);
  }

  private static boolean isEquality(Operator operator) {
    return operator == Operator.EQ || operator == Operator.NE;
  }

  private static String operator(Operator operator) {
    return " " + operator.symbol() + " ";
  }

  @Override
  public SqlText matches(Condition.Matches node) {
    String escaped = escape(node.text());
    String pattern = switch (node.match()) {
      case PREFIX -> escaped + '%';
      case INFIX -> '%' + escaped + '%';
      case SUFFIX -> '%' + escaped;
    };
    String column = dialect.searched(read(node.column()), table.type(node.column()));
    boolean around = node.match() == Condition.Match.PREFIX && !dialect.findsPrefixesByIndex();
    if (around) {
      // The index may say where to begin, not where to end.
      text.append("(").append(column).append(" >= ");
      dialect.pattern(text, node.text());
      text.append(" AND CONCAT(").append(column).append(", '')");
    } else {
      text.append(column);
    }
    text.append(" LIKE ");
    dialect.pattern(text, pattern);
    return text.append(" ESCAPE '" + ESCAPE + "'").append(around ? ")" : "");
  }

  private static String escape(String text) {
    var escaped = new StringBuilder(text.length() + 4);
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (unit == '%' || unit == '_' || unit == ESCAPE) {
        escaped.append(ESCAPE);
      }
      escaped.append(unit);
    }
    return escaped.toString();
  }

  @Override
  public SqlText exists(Condition.Exists node) {
    Table owned = node.table();
    ForeignKey owner = owned
        .owner()
        .orElseThrow(() -> new IllegalArgumentException("Not a table of owned rows: " + owned));
    String place = dialect.quote(owned.inDatabase());
    String name = folded(owned.inDatabase().name());
    String alias = names.contains(name) ? alias() : "";
    String inner = (alias.isEmpty() ? place : dialect.quote(alias)) + ".";
    String qualifier = columns.qualifier();
    String outer = qualifier.isEmpty() ? dialect.quote(table.inDatabase()) + "." : qualifier;
    text.append("EXISTS (SELECT 1 FROM ").append(place);
    if (!alias.isEmpty()) {
      text.append(" ").append(dialect.quote(alias));
    }
    text.append(" WHERE ");
    for (int i = 0; i < owner.columns().size(); i++) {
      int column = owner.columns().get(i);
      StoredType type = owned.type(column);
      String mine = inner + quotedName(owned, column);
      String owners = outer + quotedName(table, table.key().get(i));
      text.append(mine).append(" = ").append(owners).append(" AND ");
      if (type.isFolding()) {
        text.append(dialect.distinct(mine, type))
            .append(" = ")
            .append(dialect.distinct(owners, type))
            .append(" AND ");
      }
    }
    var within = new HashSet<>(names);
    within.add(alias.isEmpty() ? name : alias);
    new ConditionSql(dialect, owned, QueryNames.plain(dialect, owned, inner), within, text)
        .append(node.condition());
    return text.append(")");
  }

  private static String folded(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** A name that none of the tables around has. */
  private String alias() {
    var alias = new StringBuilder("#owned");
    while (names.contains(alias.toString())) {
      alias.append('#');
    }
    return alias.toString();
  }

  private String column(int position) {
    return columns.column(position);
  }

  /** The column where its value matters, and not an index. */
  private String read(int position) {
    return columns.read(position);
  }

  private String quotedName(Table of, int position) {
    return dialect.quotedColumn(of, position);
  }
}
