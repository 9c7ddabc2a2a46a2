package org.bilayer.mybatis;

import java.util.Collection;
import javax.sql.DataSource;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.LocalCacheScope;
import org.apache.ibatis.transaction.jdbc.JdbcTransactionFactory;

/** A configuration for mappers whose application has none of its own. */
final class MapperConfiguration {

  private MapperConfiguration() {}

  static Configuration of(DataSource source, Collection<Class<?>> mappers) {
    var configuration =
        new Configuration(new Environment("bilayer", new JdbcTransactionFactory(), source));
    configuration.setLocalCacheScope(LocalCacheScope.STATEMENT);
    configuration.setCacheEnabled(false);
    mappers.forEach(configuration::addMapper);
    return configuration;
  }
}
