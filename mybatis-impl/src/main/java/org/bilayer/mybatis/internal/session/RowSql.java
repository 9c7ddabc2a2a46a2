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
  private final ColumnHandler[] readers;

  /**
   * A statement.
   *
   * @param readers a handler for each column of a result; empty for a statement without one
   */
  RowSql(Configuration configuration, String sql, ColumnHandler[] readers) {
    this.configuration = configuration;
    this.sql = sql;
    this.readers = readers;
  }

  ColumnHandler[] readers() {
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
