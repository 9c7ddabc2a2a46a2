package org.bilayer.mybatis.internal.connection;

import java.sql.SQLException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keeps JDBC URLs, which may hold a password, out of the causes of failures.
 */
final class UrlSecrets {

  /*
   * DriverManager, drivers and pools repeat an unusable URL in their messages. A password may contain any character,
   * therefore the text from "jdbc:" to the end of the message is removed.
   */
  private static final Pattern URL = Pattern.compile("jdbc:.*", Pattern.DOTALL);
  private static final String INSTEAD = "jdbc:(not shown, because it may contain a password)";
  private static final int DEPTH_MAX = 20;

  private UrlSecrets() {}

  /**
   * Returns the same exception if no message shows a URL. Otherwise returns a copy of the exception and its causes,
   * with their stack traces and without the URL.
   */
  static Throwable removed(Throwable thrown) {
    return shows(thrown, 0) ? copy(thrown, 0) : thrown;
  }

  private static boolean shows(@Nullable Throwable thrown, int depth) {
    if (thrown == null || depth > DEPTH_MAX) {
      return false;
    }
    if (String.valueOf(thrown.getMessage()).contains("jdbc:")
        || shows(thrown.getCause(), depth + 1)) {
      return true;
    }
    for (Throwable suppressed : thrown.getSuppressed()) {
      if (shows(suppressed, depth + 1)) {
        return true;
      }
    }
    return thrown instanceof SQLException error && shows(error.getNextException(), depth + 1);
  }

  private static Throwable copy(Throwable thrown, int depth) {
    String message = URL.matcher(String.valueOf(thrown.getMessage())).replaceFirst(INSTEAD);
    Throwable copy = thrown instanceof SQLException error
        ? new SQLException(message, error.getSQLState(), error.getErrorCode())
        : new RuntimeException(thrown.getClass().getName() + ": " + message);
    copy.setStackTrace(thrown.getStackTrace());
    Throwable cause = thrown.getCause();
    if (cause != null && depth < DEPTH_MAX) {
      copy.initCause(copy(cause, depth + 1));
    }
    return copy;
  }
}
