package org.bilayer.mybatis.internal.connection;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out whether a pool is configured as read-only, for drivers that do not report this. */
final class ReadOnlyPool {

  private static final Logger LOG = LoggerFactory.getLogger(ReadOnlyPool.class);

  /** The getters of HikariCP, Tomcat's pool and Commons DBCP. */
  private static final List<String> GETTERS =
      List.of("isReadOnly", "isDefaultReadOnly", "getDefaultReadOnly");

  private ReadOnlyPool() {}

  /** Whether the pool is read-only. Empty if this is unknown. */
  static Optional<Boolean> is(DataSource dataSource) {
    for (String name : GETTERS) {
      try {
        Method getter = dataSource.getClass().getMethod(name);
        if (getter.invoke(dataSource) instanceof Boolean told) {
          return Optional.of(told);
        }
      } catch (ReflectiveOperationException | RuntimeException e) {
        LOG.debug("{} has no {}()", dataSource.getClass().getName(), name);
      }
    }
    return Optional.empty();
  }
}
