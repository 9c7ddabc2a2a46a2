package org.bilayer.mybatis.internal.statement;

import java.sql.SQLException;
import java.util.List;
import org.apache.ibatis.cache.CacheKey;
import org.apache.ibatis.executor.ErrorContext;
import org.apache.ibatis.executor.SimpleExecutor;
import org.apache.ibatis.mapping.BoundSql;
import org.apache.ibatis.mapping.MappedStatement;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.ResultHandler;
import org.apache.ibatis.session.RowBounds;
import org.apache.ibatis.transaction.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * MyBatis' simple executor without what serves a cache that lives as long as a statement and is never asked, and without
 * MyBatis' context of errors, which holds SQL that our failures do not show.
 */
final class RowExecutor extends SimpleExecutor {

  RowExecutor(Configuration configuration, Transaction transaction) {
    super(configuration, transaction);
  }

  @Override
  public int update(MappedStatement statement, Object parameters) throws SQLException {
    return doUpdate(statement, parameters);
  }

  @Override
  @SuppressWarnings("rawtypes") // as MyBatis declares it
  public <E> List<E> query(
      MappedStatement statement,
      Object parameters,
      RowBounds bounds,
      @Nullable ResultHandler handler)
      throws SQLException {
    return doQuery(
        statement, parameters, bounds, handler, statement.getSqlSource().getBoundSql(parameters));
  }

  /** Called by plugins that put other SQL in place of ours. */
  @Override
  @SuppressWarnings("rawtypes") // as MyBatis declares it
  public <E> List<E> query(
      MappedStatement statement,
      Object parameters,
      RowBounds bounds,
      @Nullable ResultHandler handler,
      CacheKey key,
      BoundSql sql)
      throws SQLException {
    try {
      return super.query(statement, parameters, bounds, handler, key, sql);
    } finally {
      ErrorContext.instance().reset();
    }
  }

  /** Asked for by plugins only, which may go on with it. */
  @Override
  public CacheKey createCacheKey(
      MappedStatement statement, Object parameters, RowBounds bounds, BoundSql sql) {
    return new CacheKey();
  }
}
