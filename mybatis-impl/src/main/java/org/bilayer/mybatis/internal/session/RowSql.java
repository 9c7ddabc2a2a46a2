package org.bilayer.mybatis.internal.session;

import java.util.List;
import org.apache.ibatis.mapping.BoundSql;
import org.apache.ibatis.mapping.SqlSource;
import org.apache.ibatis.session.Configuration;
import org.bilayer.mybatis.internal.dialect.ColumnHandler;

/**
 * The SQL of one of our statements and how its rows are read.
 *
 * <p>Immutable and thread-safe.
 */
final class RowSql implements SqlSource {

  private final Configuration configuration;
  private final String sql;
  private final List<ColumnHandler[]> readers;

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

  String sql() {
    return sql;
  }

  List<ColumnHandler[]> readers() {
    return readers;
  }

  /** Without parameter mappings: {@link Arguments} binds itself, which spares a look-up by name for each value. */
  @Override
  public BoundSql getBoundSql(Object parameters) {
    String prefix = ((Arguments) parameters).prefix();
    return new BoundSql(
        configuration, prefix.isEmpty() ? sql : prefix + sql, List.of(), parameters);
  }
}
