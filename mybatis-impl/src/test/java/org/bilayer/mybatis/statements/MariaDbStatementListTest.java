package org.bilayer.mybatis.statements;

import java.util.List;
import org.bilayer.testkit.database.Databases;
import org.bilayer.testkit.database.TestDatabase;

/** On connections that come with auto-commit and without snapshot isolation, as the driver and the server give them. */
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
  List<String> begin(String first) {
    return List.of(BEGIN, first);
  }

  @Override
  List<String> end() {
    return List.of("SET SESSION autocommit = 1, SESSION innodb_snapshot_isolation = OFF");
  }

  @Override
  String many(int rows, String rowByRow) {
    return rows + " x " + rowByRow;
  }

  /** Rounded up, so that few different statements arise. */
  @Override
  String amongThousand() {
    return " IN (" + "?, ".repeat(1023) + "?)";
  }
}
