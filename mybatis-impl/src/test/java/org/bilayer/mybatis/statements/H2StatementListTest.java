package org.bilayer.mybatis.statements;

import java.util.List;
import org.bilayer.testkit.database.Databases;
import org.bilayer.testkit.database.TestDatabase;

final class H2StatementListTest extends StatementListContract {

  @Override
  TestDatabase database() {
    return Databases.h2();
  }

  @Override
  char quote() {
    return '"';
  }

  @Override
  List<String> beginRead(String firstRead) {
    return List.of(firstRead);
  }

  @Override
  List<String> beginWrite(String firstWrite) {
    return List.of(firstWrite);
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
  String ofThousand(String select, String column) {
    return select
            .replace(
                " FROM ", " FROM (SELECT * FROM UNNEST(CAST(? AS UUID ARRAY))) [#keys]([#0]) JOIN ")
            .replace(" WHERE ", " ON ")
        + column + " = [#0]";
  }
}
