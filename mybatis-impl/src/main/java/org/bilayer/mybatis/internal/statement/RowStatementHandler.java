package org.bilayer.mybatis.internal.statement;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.apache.ibatis.executor.Executor;
import org.apache.ibatis.executor.statement.PreparedStatementHandler;
import org.apache.ibatis.mapping.BoundSql;
import org.apache.ibatis.mapping.MappedStatement;
import org.apache.ibatis.session.ResultHandler;
import org.apache.ibatis.session.RowBounds;
import org.jspecify.annotations.Nullable;

/**
 * The prepared statements of MyBatis with two additions. A statement may have a prefix; the counts of the prefix are
 * skipped. A statement for many rows is sent as one JDBC batch, without the work that the batch executor of MyBatis
 * repeats for each row.
 */
final class RowStatementHandler extends PreparedStatementHandler {

  @SuppressWarnings("rawtypes") // as MyBatis declares it
  RowStatementHandler(
      Executor executor,
      MappedStatement statement,
      Object parameters,
      RowBounds bounds,
      @Nullable ResultHandler handler,
      BoundSql sql) {
    super(executor, statement, parameters, bounds, handler, sql);
  }

  /** As in MyBatis, without the error context. */
  @Override
  public Statement prepare(Connection connection, @Nullable Integer seconds) throws SQLException {
    Statement statement = instantiateStatement(connection);
    try {
      setStatementTimeout(statement, seconds);
      setFetchSize(statement);
      return statement;
    } catch (Throwable e) {
      closeStatement(statement);
      throw e;
    }
  }

  @Override
  public int update(Statement statement) throws SQLException {
    var prepared = (PreparedStatement) statement;
    var arguments = (StatementArguments) getBoundSql().getParameterObject();
    if (arguments instanceof BatchArguments batch) {
      batch.execute(prepared);
      return batch.counts().length;
    }
    prepared.execute();
    if (arguments instanceof CommitArguments commit) {
      commit.answered();
    }
    String prefix = arguments.prefix();
    for (int end = prefix.indexOf(';'); end >= 0; end = prefix.indexOf(';', end + 1)) {
      prepared.getMoreResults();
    }
    if (arguments instanceof FlushArguments parts) {
      parts.read(prepared);
      return 0;
    }
    return prepared.getUpdateCount();
  }
}
