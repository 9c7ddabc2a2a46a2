package org.bilayer.mybatis.internal.statement;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.bilayer.mybatis.internal.dialect.ColumnHandler;
import org.jspecify.annotations.Nullable;

/** The parameters of writes behind which COMMIT goes in the same trip. */
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

  /** Notes that the database has carried out everything, COMMIT too. */
  void answered() {
    isAnswered = true;
  }

  /** Whether all is committed for certain. */
  public boolean isAnswered() {
    return isAnswered;
  }

  /** Whether the statement may have reached the database: all that comes before has succeeded. */
  public boolean isSent() {
    return isSent;
  }
}
