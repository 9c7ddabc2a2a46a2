package org.bilayer.mybatis.internal.connection;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.bilayer.mybatis.internal.dialect.ErrorCodes;
import org.jspecify.annotations.Nullable;

/**
 * Replaces an exception of a driver or of MyBatis whose text may show column values. The cause of a failure, unless
 * {@code LayerOptions.showValues()} is set (decision 0043).
 *
 * <p>It has the stack trace, SQLState, vendor code, causes, suppressed and next exceptions of the original exception,
 * and names the class of the original exception in its message. It is a {@link SQLException}, so that code can read
 * the codes in the usual way.
 */
final class Concealed extends SQLException {

  private static final long serialVersionUID = 1L;

  private static final String KEPT_BACK =
      "text hidden, because it may show column values; LayerOptions.showValues() shows the text";

  /** The package of exceptions whose text names statements, properties and parameters, and no values. */
  private static final String MYBATIS = "org.apache.ibatis.";

  private Concealed(Throwable thrown, String text, @Nullable String state, int code) {
    super(thrown.getClass().getName() + ": " + text, state, code);
    setStackTrace(thrown.getStackTrace());
  }

  /** Returns the exception, or a copy without the text that may show values. */
  static Throwable of(Throwable thrown, ErrorCodes codes) {
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    return isOfMyBatisAlone(thrown) ? thrown : of(thrown, codes, seen);
  }

  private static Throwable of(Throwable thrown, ErrorCodes codes, Set<Throwable> seen) {
    // The text of a socket exception shows no values.
    boolean speaksOfSockets = thrown instanceof IOException && thrown.getCause() == null;
    return speaksOfSockets ? thrown : copy(thrown, codes, seen);
  }

  /**
   * Whether MyBatis alone has thrown the exception: a mistake in a mapper, found before any statement was sent. If
   * there is another cause, MyBatis repeats the text of the cause.
   */
  private static boolean isOfMyBatisAlone(Throwable thrown) {
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Throwable cause = thrown; cause != null && seen.add(cause); cause = cause.getCause()) {
      if (!cause.getClass().getName().startsWith(MYBATIS) || cause.getSuppressed().length > 0) {
        return false;
      }
    }
    return true;
  }

  private static Concealed copy(Throwable thrown, ErrorCodes codes, Set<Throwable> seen) {
    seen.add(thrown);
    SQLException error = thrown instanceof SQLException known ? known : null;
    var copy = new Concealed(
        thrown,
        text(thrown, error, codes),
        error == null ? null : error.getSQLState(),
        error == null ? 0 : error.getErrorCode());
    Throwable cause = thrown.getCause();
    if (cause != null && !seen.contains(cause)) {
      copy.initCause(of(cause, codes, seen));
    }
    for (Throwable suppressed : thrown.getSuppressed()) {
      if (!seen.contains(suppressed)) {
        copy.addSuppressed(of(suppressed, codes, seen));
      }
    }
    SQLException next = error == null ? null : error.getNextException();
    if (next != null && !seen.contains(next)) {
      copy.setNextException(copy(next, codes, seen));
    }
    return copy;
  }

  private static String text(Throwable thrown, @Nullable SQLException error, ErrorCodes codes) {
    if (error == null) {
      return KEPT_BACK;
    }
    String facts = "[sqlState=" + error.getSQLState() + ", code=" + error.getErrorCode() + "]";
    String message = thrown.getMessage();
    return message != null && codes.namesNoValues(error)
        ? firstLine(message) + " " + facts
        : facts + ": " + KEPT_BACK;
  }

  /** Drivers put the statement after this text, and some drivers put its parameters. */
  private static String firstLine(String message) {
    int end = message.indexOf('\n');
    int statement = message.indexOf("; SQL statement:");
    if (statement >= 0 && (end < 0 || statement < end)) {
      end = statement;
    }
    return end < 0 ? message : message.substring(0, end);
  }
}
