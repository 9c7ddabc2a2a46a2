package org.bilayer.mybatis;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** A data source in one line. */
interface SimpleDataSource extends DataSource {

  @Override
  Connection getConnection() throws SQLException;

  @Override
  default Connection getConnection(String user, String password) throws SQLException {
    return getConnection();
  }

  @Override
  default PrintWriter getLogWriter() {
    throw new UnsupportedOperationException();
  }

  @Override
  default void setLogWriter(PrintWriter out) {
    throw new UnsupportedOperationException();
  }

  @Override
  default void setLoginTimeout(int seconds) {
    throw new UnsupportedOperationException();
  }

  @Override
  default int getLoginTimeout() {
    throw new UnsupportedOperationException();
  }

  @Override
  default Logger getParentLogger() {
    throw new UnsupportedOperationException();
  }

  @Override
  default <T> T unwrap(Class<T> type) {
    return type.cast(this);
  }

  @Override
  default boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }
}
