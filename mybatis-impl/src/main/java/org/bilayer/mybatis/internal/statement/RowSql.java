package org.bilayer.mybatis.internal.statement;

import java.util.List;
import org.apache.ibatis.mapping.BoundSql;
import org.apache.ibatis.mapping.SqlSource;
import org.apache.ibatis.session.Configuration;
import org.bilayer.mybatis.internal.dialect.ColumnHandler;

/**
 * The SQL of one of our statements and how its rows are read.
 *
 * <p>Thread-safe.
 */
public final class RowSql implements SqlSource {

  private final Configuration configuration;
  private final String sql;
  private final List<ColumnHandler[]> readers;

  /** With the prefix that was last asked for; drivers look statements up by text, best by one that is the same object. */
  private volatile String prefixed = "";

  /**
   * A statement.
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

  /** Without parameter mappings: {@link StatementArguments} binds itself, which spares a look-up by name for each value. */
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
