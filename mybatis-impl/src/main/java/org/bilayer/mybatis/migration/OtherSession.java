package org.bilayer.mybatis.migration;

import java.sql.ResultSet;
import java.sql.SQLException;

/** A session of PostgreSQL that holds something up. What it runs is not asked: a statement may show values. */
record OtherSession(int pid, String application, String state, String since) {

  /** The columns of {@code pg_stat_activity}, called {@code b}. */
  static final String COLUMNS =
      "b.pid, b.application_name, b.state, coalesce(b.xact_start, b.state_change, b.backend_start)::timestamp(0) AS since";

  static OtherSession of(ResultSet row) throws SQLException {
    return new OtherSession(
        row.getInt("pid"),
        String.valueOf(row.getString("application_name")),
        String.valueOf(row.getString("state")),
        String.valueOf(row.getString("since")));
  }

  @Override
  public String toString() {
    return "session " + pid + " [application_name=" + application + ", state=" + state + ", since="
        + since + "]";
  }
}
