package org.bilayer.mybatis.statements;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bilayer.testkit.database.Databases;
import org.bilayer.testkit.database.TestDatabase;

final class PostgreSqlStatementListTest extends StatementListContract {

  /** Travels with the first read, in one trip. */
  private static final String LEVEL = "BEGIN ISOLATION LEVEL REPEATABLE READ;";

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
        + "SELECT "
        + "unnest(?), ".repeat((int) columns - 1)
        + "unnest(?)";
  }

  @Override
  String fewLines(int rows, String rowByRow) {
    return String.join(";", Collections.nCopies(rows, rowByRow));
  }

  @Override
  List<String> together(List<String> statements) {
    return List.of(String.join(";", statements));
  }

  /** Each write turns into an error where it does not meet its row; see decision 0025. */
  @Override
  List<String> pipelined(List<String> reads, List<String> writes) {
    var text = new StringBuilder();
    for (int i = 0; i < writes.size(); i++) {
      text.append("WITH \"#met\"(\"#\") AS (" + writes.get(i) + " RETURNING 1)"
          + " SELECT CASE count(*) WHEN 1 THEN 1 ELSE CAST('bilayer missed rows " + i
          + ":' || coalesce(string_agg(\"#\"::text, ','), '') AS integer) END FROM \"#met\";");
    }
    List<String> trips = new ArrayList<>(beginRead(reads.get(0)));
    trips.add(text + "COMMIT");
    return trips;
  }

  @Override
  String ofThousand(String select, String column) {
    return select + column + " = ANY(?)";
  }
}
