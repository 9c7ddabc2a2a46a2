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
  List<String> beginWrite() {
    return List.of(LEVEL);
  }

  @Override
  List<String> end() {
    return List.of();
  }

  @Override
  String many(int rows, String rowByRow) {
    return rows + " x " + rowByRow;
  }

  @Override
  String amongThousand() {
    return " = ANY(?)";
  }
}
