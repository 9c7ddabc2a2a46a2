package org.bilayer.mybatis.statements;

import java.util.List;
import org.bilayer.testkit.database.Databases;
import org.bilayer.testkit.database.TestDatabase;

final class PostgreSqlStatementListTest extends StatementListContract {

  /** Travels with the first read, in one trip. */
  private static final String LEVEL = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ;";

  @Override
  TestDatabase database() {
    return Databases.postgresql();
  }

  @Override
  char quote() {
    return '"';
  }

  @Override
  List<String> beginRead(String firstRead) {
    return List.of(LEVEL + firstRead);
  }

  @Override
  List<String> beginWrite(String firstWrite) {
    return List.of(LEVEL + firstWrite);
  }

  @Override
  List<String> end() {
    return List.of();
  }

  /** Inserts go as one statement with an array per column, a few updates as a batch; see decision 0009. */
  @Override
  String many(int rows, String rowByRow) {
    if (!rowByRow.startsWith("INSERT")) {
      return rows + " x " + rowByRow;
    }
    long columns = rowByRow.chars().filter(unit -> unit == '?').count();
    return rowByRow.substring(0, rowByRow.indexOf("VALUES"))
        + "SELECT * FROM unnest("
        + "?, ".repeat((int) columns - 1)
        + "?)";
  }

  /** An array per column, as the trip is saved already. */
  @Override
  String fewLines(int rows, String rowByRow) {
    return "UPDATE [order_line] SET [quantity] = [#rows].[#0]"
        + " FROM unnest(?, ?, ?) WITH ORDINALITY AS [#rows]([#0], [#1], [#2], [#3])"
        + " WHERE [order_line].[order_id] = [#rows].[#1] AND [order_line].[no] = [#rows].[#2]"
        + " RETURNING [#rows].[#3]";
  }

  @Override
  List<String> together(List<String> statements) {
    return List.of(String.join(";", statements));
  }

  @Override
  String amongThousand(String column) {
    return column + " = ANY(?)";
  }
}
