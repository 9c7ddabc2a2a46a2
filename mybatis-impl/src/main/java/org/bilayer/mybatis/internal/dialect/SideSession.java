package org.bilayer.mybatis.internal.dialect;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * A second session with the user and the database of another session. It does not come from the application's pool.
 * Only {@link #close} closes it. One thread at a time.
 *
 * @param connection the session's connection, in auto-commit mode; no other code closes this connection
 * @param end ends the session
 */
public record SideSession(Connection connection, Ending end) implements AutoCloseable {

  /** The action that ends a session. */
  @FunctionalInterface
  public interface Ending {
    /** Ends the session. */
    void run() throws SQLException;
  }

  @Override
  public void close() throws SQLException {
    end.run();
  }
}
