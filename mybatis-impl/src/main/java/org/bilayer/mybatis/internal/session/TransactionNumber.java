package org.bilayer.mybatis.internal.session;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * The number of a transaction. PostgreSQL keeps the status of the number for some time, and every connection can read
 * the status.
 */
final class TransactionNumber implements CommitTrace {

  /*
   * The functions from before version 13 are used, because every version has them. Reading the number costs one trip,
   * therefore the option is off by default. The number cannot be read in the trip of COMMIT, because a lost answer
   * would lose the number, too. If the number was read with the first statement, PostgreSQL would assign numbers to
   * transactions that write nothing.
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
      // The transaction wrote nothing, therefore nothing is stored in either case.
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
