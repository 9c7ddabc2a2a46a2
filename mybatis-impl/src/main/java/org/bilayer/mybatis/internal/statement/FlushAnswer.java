package org.bilayer.mybatis.internal.statement;

import java.sql.SQLException;
import java.sql.Statement;

/** Receives the result of one statement of a one-trip flush. */
public sealed interface FlushAnswer permits GroupAnswer, RowsAnswer {

  /** Reads the current result of the statement. */
  void read(Statement statement) throws SQLException;
}
