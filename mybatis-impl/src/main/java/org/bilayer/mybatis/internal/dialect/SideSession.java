package org.bilayer.mybatis.internal.dialect;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * A session of its own, with the user and on the database of another one. It does not come from the application's pool. Closed
 * by {@link #close} alone. One thread at a time.
 *
 * @param connection the session's connection, in auto-commit, which nobody else closes
 * @param end ends the session
 */
public record SideSession(Connection connection, Ending end) implements AutoCloseable {

  /** What ends a session. */
  @FunctionalInterface
  public interface Ending {
    /** Ends it. */
    void run() throws SQLException;
  }

  @Override
  public void close() throws SQLException {
    end.run();
  }
}
