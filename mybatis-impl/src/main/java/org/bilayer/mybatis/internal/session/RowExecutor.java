package org.bilayer.mybatis.internal.session;

import org.apache.ibatis.cache.CacheKey;
import org.apache.ibatis.executor.SimpleExecutor;
import org.apache.ibatis.mapping.BoundSql;
import org.apache.ibatis.mapping.MappedStatement;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.RowBounds;
import org.apache.ibatis.transaction.Transaction;

/** MyBatis' simple executor without the key of a cache that lives as long as a statement and is never asked. */
final class RowExecutor extends SimpleExecutor {

  private static final CacheKey ANY = new CacheKey();

  RowExecutor(Configuration configuration, Transaction transaction) {
    super(configuration, transaction);
  }

  @Override
  public CacheKey createCacheKey(
      MappedStatement statement, Object parameters, RowBounds bounds, BoundSql sql) {
    return ANY;
  }
}
