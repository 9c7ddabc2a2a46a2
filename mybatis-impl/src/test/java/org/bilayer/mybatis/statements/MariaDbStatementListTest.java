package org.bilayer.mybatis.statements;

import java.util.ArrayList;
import java.util.List;
import org.bilayer.testkit.database.Databases;
import org.bilayer.testkit.database.TestDatabase;

/**
 * The number of parameters in a list is rounded up to a power of two, so that few different statements arise. On connections that come with auto-commit and without snapshot isolation, as the driver and the server give them.
 */
final class MariaDbStatementListTest extends StatementListContract {

  private static final String BEGIN =
      "SET @@tx_isolation = 'REPEATABLE-READ', SESSION autocommit = 0, SESSION innodb_snapshot_isolation = ON";

  @Override
  TestDatabase database() {
    return Databases.mariadb();
  }

  @Override
  char quote() {
    return '`';
  }

  @Override
  List<String> beginRead(String firstRead) {
    return List.of(BEGIN, firstRead);
  }

  @Override
  List<String> beginWrite(String firstWrite) {
    return List.of(BEGIN, firstWrite);
  }

  @Override
  List<String> end() {
    return List.of("SET SESSION autocommit = 1, SESSION innodb_snapshot_isolation = OFF");
  }

  @Override
  String many(int rows, String rowByRow) {
    return rows + " x " + rowByRow;
  }

  @Override
  String ofThousand(String select, String column) {
    return select + column + " IN (" + "?, ".repeat(1_023) + "?)";
  }

  /** Its session needs settings, for a query too. */
  @Override
  List<String> alone(String read) {
    var lines = new ArrayList<>(beginRead(read));
    lines.add("COMMIT");
    lines.addAll(end());
    return lines;
  }
}
