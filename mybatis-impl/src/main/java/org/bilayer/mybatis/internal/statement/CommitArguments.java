package org.bilayer.mybatis.internal.statement;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.bilayer.mybatis.internal.dialect.ColumnHandler;
import org.jspecify.annotations.Nullable;

/** The parameters of writes that are followed by COMMIT in the same trip. */
public final class CommitArguments extends StatementArguments {

  private boolean isSent;
  private boolean isAnswered;

  public CommitArguments(String prefix, ColumnHandler[] handlers, @Nullable Object[] values) {
    super(prefix, handlers, values);
  }

  @Override
  void bind(PreparedStatement statement) throws SQLException {
    super.bind(statement);
    isSent = true;
  }

  /** Records that the database has executed all statements, including COMMIT. */
  void answered() {
    isAnswered = true;
  }

  /** Whether the commit is certain. */
  public boolean isAnswered() {
    return isAnswered;
  }

  /** Whether the statement may have reached the database, because all earlier steps have succeeded. */
  public boolean isSent() {
    return isSent;
  }
}
