package org.bilayer.mybatis.internal.statement;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.bilayer.mybatis.internal.dialect.ColumnHandler;
import org.jspecify.annotations.Nullable;

/** The parameters of several writes of one trip, and the receivers of their results. */
public final class FlushArguments extends StatementArguments {

  private final List<FlushAnswer> parts;

  public FlushArguments(
      String prefix, ColumnHandler[] handlers, @Nullable Object[] values, List<FlushAnswer> parts) {
    super(prefix, handlers, values);
    this.parts = parts;
  }

  /** Reads every result. The statement is at the first result. */
  void read(Statement statement) throws SQLException {
    for (int i = 0; i < parts.size(); i++) {
      if (i > 0) {
        statement.getMoreResults();
      }
      parts.get(i).read(statement);
    }
  }
}
