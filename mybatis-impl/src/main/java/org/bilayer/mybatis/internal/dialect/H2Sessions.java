package org.bilayer.mybatis.internal.dialect;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Opens a second session on the database of an H2 connection. */
final class H2Sessions {

  /*
   * By JDBC, a second session needs the password, which only the pool knows. The classes of H2 can open a session
   * without the password: in the process, a database creates a session for a user who is logged in; on a server, a
   * remote session knows its connection information. These classes are called by reflection. The driver is then not
   * needed at compile time, and a version with other classes is detected when a layer is opened, not when a row is
   * removed. The code works with H2 2.3 and 2.5.
   *
   * The second connection object is not closed, because closing it fails in H2 2.3. The session is closed instead.
   */

  private static final String CONNECTION = "org.h2.jdbc.JdbcConnection";
  private static final String LOCAL = "org.h2.engine.SessionLocal";

  private H2Sessions() {}

  /**
   * Opens a second session with the user and the schema of a connection.
   *
   * @return null if this version of the driver, or a proxy around its connections, does not allow a second session
   * @throws SQLException if the database refuses it
   */
  static @Nullable SideSession beside(Connection connection) throws SQLException {
    Connection own = unwrapped(connection);
    if (own == null) {
      return null;
    }
    try {
      Object session = call(own, "getSession");
      Object side = session.getClass().getName().equals(LOCAL) ? local(session) : remote(session);
      // The method is public in an interface or a superclass. The class itself may be non-public.
      Method close = side.getClass().getMethod("close");
      Class<?> type =
          Class.forName("org.h2.engine.Session", false, side.getClass().getClassLoader());
      try {
        var second = (Connection) own.getClass()
            .getConstructor(type, String.class, String.class)
            .newInstance(side, "", "");
        second.setSchema(connection.getSchema());
        return new SideSession(second, () -> end(close, side));
      } catch (SQLException | ReflectiveOperationException | RuntimeException | Error e) {
        end(close, side);
        throw e;
      }
    } catch (InvocationTargetException e) {
      throw failure(e);
    } catch (ReflectiveOperationException | RuntimeException e) {
      return null;
    }
  }

  private static @Nullable Connection unwrapped(Connection connection) {
    Connection found = connection;
    try {
      while (!found.getClass().getName().equals(CONNECTION)) {
        Connection inner = found.unwrap(Connection.class);
        if (Objects.equals(inner, found)) {
          return null;
        }
        found = inner;
      }
      return found;
    } catch (SQLException e) {
      return null;
    }
  }

  private static Object call(Object target, String method) throws ReflectiveOperationException {
    return target.getClass().getMethod(method).invoke(target);
  }

  private static Object local(Object session) throws ReflectiveOperationException {
    Object database = call(session, "getDatabase");
    Object user = call(session, "getUser");
    Method create = Arrays.stream(database.getClass().getDeclaredMethods())
        .filter(method -> method.getName().equals("createSession")
            && method.getParameterCount() == 2
            && method.getParameterTypes()[0].isInstance(user))
        .findFirst()
        .orElseThrow(NoSuchMethodException::new);
    create.setAccessible(true);
    Object created = create.invoke(database, user, null);
    if (created == null) {
      throw new NoSuchMethodException("the database is closing");
    }
    return created;
  }

  private static Object remote(Object session) throws ReflectiveOperationException {
    Field about = session.getClass().getDeclaredField("connectionInfo");
    about.setAccessible(true);
    Object created =
        session.getClass().getConstructor(about.getType()).newInstance(about.get(session));
    return session
        .getClass()
        .getMethod("connectEmbeddedOrServer", boolean.class)
        .invoke(created, false);
  }

  private static void end(Method close, Object session) throws SQLException {
    try {
      close.invoke(session);
    } catch (InvocationTargetException e) {
      throw failure(e);
    } catch (IllegalAccessException e) {
      throw new SQLException("A session of H2 could not be closed", e);
    }
  }

  /** Returns the exception of H2. The classes of H2 wrap SQLException into unchecked exceptions. */
  private static SQLException failure(InvocationTargetException thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException found) {
        return found;
      }
    }
    return new SQLException("H2 opened no second session", thrown);
  }
}
