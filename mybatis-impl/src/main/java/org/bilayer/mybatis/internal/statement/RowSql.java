package org.bilayer.mybatis.internal.statement;

import java.util.List;
import org.apache.ibatis.mapping.BoundSql;
import org.apache.ibatis.mapping.SqlSource;
import org.apache.ibatis.session.Configuration;
import org.bilayer.mybatis.internal.dialect.ColumnHandler;

/**
 * The SQL of a statement of the library, with the readers of its rows.
 *
 * <p>Thread-safe.
 */
public final class RowSql implements SqlSource {

  private final Configuration configuration;
  private final String sql;
  private final List<ColumnHandler[]> readers;

  /**
   * The SQL with the last requested prefix. Drivers look up statements by text, which is fastest with the same string
   * object.
   */
  private volatile String prefixed = "";

  /**
   * Creates a statement.
   *
   * @param readers for each result it gives, a handler for each column; empty handlers for a statement without rows
   */
  RowSql(Configuration configuration, String sql, List<ColumnHandler[]> readers) {
    this.configuration = configuration;
    this.sql = sql;
    this.readers = readers;
  }

  public String sql() {
    return sql;
  }

  List<ColumnHandler[]> readers() {
    return readers;
  }

  /**
   * Without parameter mappings. {@link StatementArguments} binds the values itself, which saves a lookup by name for
   * each value.
   */
  @Override
  public BoundSql getBoundSql(Object parameters) {
    return new BoundSql(
        configuration, behind(((StatementArguments) parameters).prefix()), List.of(), parameters);
  }

  private String behind(String prefix) {
    if (prefix.isEmpty()) {
      return sql;
    }
    String known = prefixed;
    if (known.length() != prefix.length() + sql.length() || !known.startsWith(prefix)) {
      known = prefix.concat(sql);
      prefixed = known;
    }
    return known;
  }
}
