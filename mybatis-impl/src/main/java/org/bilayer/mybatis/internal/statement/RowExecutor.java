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
 * The simple executor of MyBatis without the local cache, which the library does not use, and without the error
 * context of MyBatis, which contains SQL that the failures of the library do not show.
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

  /** Called by plugins that replace the SQL. */
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

  /** Called by plugins only. */
  @Override
  public CacheKey createCacheKey(
      MappedStatement statement, Object parameters, RowBounds bounds, BoundSql sql) {
    return new CacheKey();
  }
}
