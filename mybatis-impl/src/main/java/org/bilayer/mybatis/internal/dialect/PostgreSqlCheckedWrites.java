package org.bilayer.mybatis.internal.dialect;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bilayer.value.StoredType;

/**
 * The write is a common table expression. A query over the expression fails if the write did not affect the expected
 * rows.
 */
final class PostgreSqlCheckedWrites implements CheckedWrites {

  /*
   * If rows are missing, the query casts a text with the positions of the affected rows to a number. The server
   * refuses the cast and repeats the text in its message, in every language of the message. The client therefore
   * knows the stale writes, as from the counts of plain updates. The text depends on the affected rows, therefore the
   * planner cannot evaluate the cast in advance.
   */
  private static final String MARK = "bilayer missed rows";

  private static final String INVALID_TEXT = "22P02";
  private static final Pattern MARKED = Pattern.compile(MARK + " (\\d+):([\\d,]*)\"");

  /** A trip takes about 50 us on one machine. A thousand rows take ten milliseconds in the server. */
  private static final int ROWS_MAX = 100;

  private final ColumnHandler count;

  PostgreSqlCheckedWrites(Dialect dialect) {
    this.count = dialect.handler(StoredType.of(StoredType.Kind.INT64));
  }

  @Override
  public int rowsMax() {
    return ROWS_MAX;
  }

  @Override
  public void begin(SqlText text) {
    text.append("WITH \"#met\"(\"#\") AS (");
  }

  @Override
  public void end(SqlText text, int part, long rows) {
    text.append(") SELECT CASE count(*) WHEN ");
    if (rows == 1) {
      text.append("1");
    } else {
      text.parameter(count, rows);
    }
    text.append(" THEN 1 ELSE CAST('" + MARK + " " + part
        + ":' || coalesce(string_agg(\"#\"::text, ','), '') AS integer) END FROM \"#met\"");
  }

  @Override
  public Optional<Missed> missed(SQLException error) {
    if (!INVALID_TEXT.equals(error.getSQLState())) {
      return Optional.empty();
    }
    Matcher mark = MARKED.matcher(String.valueOf(error.getMessage()));
    if (!mark.find()) {
      return Optional.empty();
    }
    var met = new ArrayList<Integer>();
    for (String place : mark.group(2).split(",", -1)) {
      if (!place.isEmpty()) {
        met.add(Integer.valueOf(place));
      }
    }
    return Optional.of(new Missed(Integer.parseInt(mark.group(1)), met));
  }
}
