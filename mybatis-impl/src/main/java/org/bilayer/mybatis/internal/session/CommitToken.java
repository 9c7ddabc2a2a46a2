package org.bilayer.mybatis.internal.session;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.bilayer.mybatis.internal.dialect.ColumnHandler;
import org.bilayer.mybatis.internal.dialect.Dialect;
import org.bilayer.mybatis.internal.dialect.FailureKind;
import org.bilayer.mybatis.internal.sql.CommitTable;
import org.bilayer.mybatis.internal.sql.TableSql;

/** A row that is stored if and only if the transaction is committed. */
final class CommitToken implements CommitTrace {

  /*
   * To find out the outcome, another connection adds a row with the same key:
   *   - the key exists: a column of the row shows whether the transaction or an earlier question has added the row;
   *   - the key is free: the new row is committed and occupies the key. The transaction can then never be committed,
   *     therefore the answer is final;
   *   - the statement waits, or the database reports a conflict: the transaction is still running.
   */

  private final Dialect dialect;
  private final TableSql sql;
  private final UUID id;

  CommitToken(Dialect dialect, UUID id) {
    this.dialect = dialect;
    this.sql = new TableSql(dialect, CommitTable.TABLE);
    this.id = id;
  }

  @Override
  public void leave(Connection connection) throws SQLException {
    insert(connection, false, 0);
  }

  @Override
  public Verdict follow(Connection connection, int seconds) throws SQLException {
    try {
      insert(connection, true, seconds);
      connection.commit();
      return Verdict.NOT_COMMITTED;
    } catch (SQLException e) {
      FailureKind kind = dialect.errorCodes().kind(e);
      if (kind != FailureKind.UNIQUE) {
        throw e;
      }
    }
    // Read in a new transaction, because some databases have ended the old transaction.
    connection.rollback();
    return whose(connection, seconds);
  }

  private void insert(Connection connection, boolean fence, int seconds) throws SQLException {
    List<Object> row = List.of(id, fence, Instant.now().truncatedTo(ChronoUnit.MICROS));
    try (PreparedStatement statement = connection.prepareStatement(sql.insert(sql.given()))) {
      statement.setQueryTimeout(seconds);
      ColumnHandler[] handlers = sql.handlers();
      for (int i = 0; i < handlers.length; i++) {
        handlers[i].bind(statement, i + 1, row.get(i));
      }
      statement.executeUpdate();
    }
  }

  /** The owner of the row. Empty if the conflicting row was not committed. */
  private Verdict whose(Connection connection, int seconds) throws SQLException {
    String question = "SELECT " + dialect.quote(CommitTable.FENCE) + " FROM "
        + dialect.quote(CommitTable.NAME) + " WHERE " + dialect.quote(CommitTable.ID) + " = ?";
    try (PreparedStatement statement = connection.prepareStatement(question)) {
      statement.setQueryTimeout(seconds);
      sql.handlers()[0].bind(statement, 1, id);
      try (ResultSet rows = statement.executeQuery()) {
        if (!rows.next()) {
          return Verdict.OPEN;
        }
        return rows.getBoolean(1) ? Verdict.NOT_COMMITTED : Verdict.COMMITTED;
      }
    }
  }
}
