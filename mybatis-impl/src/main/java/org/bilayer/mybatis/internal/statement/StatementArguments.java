package org.bilayer.mybatis.internal.statement;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.bilayer.mybatis.internal.dialect.ColumnHandler;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of one execution: the parameter object that MyBatis receives for statements of the library.
 *
 * <p>{@code toString} shows no values, because MyBatis and plugins may put the text into messages.
 */
public class StatementArguments {

  private final String prefix;
  final ColumnHandler[] handlers;
  private final @Nullable Object[] values;

  /**
   * The parameters of an execution.
   *
   * @param prefix SQL without parameters that precedes the statement; empty for none
   */
  public StatementArguments(String prefix, ColumnHandler[] handlers, @Nullable Object[] values) {
    this.prefix = prefix;
    this.handlers = handlers;
    this.values = values;
  }

  String prefix() {
    return prefix;
  }

  void bind(PreparedStatement statement) throws SQLException {
    bind(statement, values);
  }

  final void bind(PreparedStatement statement, @Nullable Object[] row) throws SQLException {
    for (int i = 0; i < handlers.length; i++) {
      handlers[i].bind(statement, i + 1, row[i]);
    }
  }

  @Override
  public String toString() {
    return handlers.length + " parameters";
  }
}
