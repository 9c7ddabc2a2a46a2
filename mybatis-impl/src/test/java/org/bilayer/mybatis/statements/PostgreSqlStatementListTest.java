package org.bilayer.mybatis.statements;

import java.util.List;
import org.bilayer.testkit.database.Databases;
import org.bilayer.testkit.database.TestDatabase;

final class PostgreSqlStatementListTest extends StatementListContract {

  /** Travels with the first statement, in one trip. */
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
  List<String> begin(String first) {
    return List.of(LEVEL + first);
  }

  @Override
  List<String> end() {
    return List.of();
  }

  @Override
  String many(int rows, String rowByRow) {
    return rowByRow.startsWith("INSERT")
        ? rowByRow.replace("VALUES (", "SELECT * FROM unnest(")
        : rows + " x " + rowByRow;
  }

  @Override
  String amongThousand() {
    return " = ANY(?)";
  }
}
