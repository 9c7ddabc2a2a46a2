package org.bilayer.mybatis.internal.dialect;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.h2.engine.Session;
import org.h2.jdbc.JdbcConnection;
import org.jspecify.annotations.Nullable;

/** Facts that drivers know about their connections, beyond JDBC. No method costs a trip. */
final class Drivers {

  /*
   * The connection of a pool is a proxy, and unwrap returns the connection of the driver. The answer is "unknown" for
   * a proxy without unwrap, for another driver, and for a driver without the class or method. Each driver has a
   * separate class here, so that only the class of the present driver is loaded.
   */

  private Drivers() {}

  private static <T> Optional<T> unwrapped(Connection connection, Class<T> type) {
    try {
      return connection.isWrapperFor(type)
          ? Optional.ofNullable(connection.unwrap(type))
          : Optional.empty();
    } catch (SQLException | RuntimeException | AbstractMethodError e) {
      return Optional.empty();
    }
  }

  /** The state that pgjdbc knows from the server's last answer. */
  static final class PostgreSql {

    /*
     * Called by reflection, because the package of the type has annotations whose classes are not on the compiler's
     * class path.
     */
    private static final @Nullable Method GET_STATE = getState();

    private PostgreSql() {}

    private static @Nullable Method getState() {
      try {
        return Class.forName("org.postgresql.core.BaseConnection").getMethod("getTransactionState");
      } catch (ReflectiveOperationException | LinkageError e) {
        return null;
      }
    }

    static TransactionState state(Connection connection) {
      Method getState = GET_STATE;
      if (getState == null) {
        return TransactionState.UNKNOWN;
      }
      Optional<?> driver = unwrapped(connection, getState.getDeclaringClass());
      if (driver.isEmpty()) {
        return TransactionState.UNKNOWN;
      }
      try {
        return switch (String.valueOf(getState.invoke(driver.get()))) {
          case "IDLE" -> TransactionState.NONE;
          case "OPEN", "FAILED" -> TransactionState.OPEN;
          default -> TransactionState.UNKNOWN;
        };
      } catch (ReflectiveOperationException | RuntimeException e) {
        return TransactionState.UNKNOWN;
      }
    }
  }

  /** The state that the MariaDB driver knows from the status flags of the server's last answer. */
  static final class MariaDb {

    /** The value of the flag SERVER_STATUS_IN_TRANS in the protocol. */
    private static final int IN_TRANSACTION = 1;

    private MariaDb() {}

    static TransactionState state(Connection connection) {
      try {
        return unwrapped(connection, org.mariadb.jdbc.Connection.class)
            .map(driver -> (driver.getContext().getServerStatus() & IN_TRANSACTION) == 0
                ? TransactionState.NONE
                : TransactionState.OPEN)
            .orElse(TransactionState.UNKNOWN);
      } catch (LinkageError e) {
        return TransactionState.UNKNOWN;
      }
    }
  }

  /** The state that H2 in the process knows. The driver of a remote server knows no state. */
  static final class H2 {

    private H2() {}

    private static Optional<Session> session(Connection connection) {
      return unwrapped(connection, JdbcConnection.class)
          .map(JdbcConnection::getSession)
          .filter(session -> !session.isRemote());
    }

    /** A transaction that has only read does not count as open. */
    static TransactionState state(Connection connection) {
      try {
        return session(connection)
            .map(session ->
                session.hasPendingTransaction() ? TransactionState.OPEN : TransactionState.NONE)
            .orElse(TransactionState.UNKNOWN);
      } catch (LinkageError e) {
        return TransactionState.UNKNOWN;
      }
    }

    static boolean isInProcess(Connection connection) {
      try {
        return session(connection).isPresent();
      } catch (LinkageError e) {
        return false;
      }
    }
  }
}
