package org.bilayer.mybatis.internal.session;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** The number of a transaction, whose status PostgreSQL keeps for a while and tells everybody. */
final class TransactionNumber implements CommitTrace {

  /*
   * The functions of before version 13 are used, because every version has them. The number costs a trip of its own, which is
   * why units have to ask for it. It cannot ride along with COMMIT, since its answer would be lost with that of COMMIT; and
   * asked for with the first statement it would be given to transactions that then write nothing.
   */

  private @Nullable Long number;

  @Override
  public void leave(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT txid_current_if_assigned()")) {
      rows.next();
      long found = rows.getLong(1);
      number = rows.wasNull() ? null : found;
    }
  }

  @Override
  public Verdict follow(Connection connection, int seconds) throws SQLException {
    if (number == null) {
      // It wrote nothing, so whatever became of it, nothing of it is stored.
      return Verdict.NOT_COMMITTED;
    }
    try (PreparedStatement statement = connection.prepareStatement("SELECT txid_status(?)")) {
      statement.setQueryTimeout(seconds);
      statement.setLong(1, number);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        @Nullable String status = rows.getString(1);
        if (status == null) {
          return Verdict.OPEN;
        }
        return switch (status) {
          case "committed" -> Verdict.COMMITTED;
          case "aborted" -> Verdict.NOT_COMMITTED;
          default -> Verdict.OPEN;
        };
      }
    }
  }
}
