package org.bilayer.mybatis.internal.connection;

import java.sql.SQLException;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The reasons for a refused connection that an operator must correct. */
enum ConnectRefusal {
  DRIVER(
      "No JDBC driver accepts the URL of the DataSource",
      "Correct the URL, or put the driver on the class path. The message does not show the URL, "
          + "because it may contain a password.") {
    @Override
    boolean is(Throwable thrown) {
      return thrown instanceof ClassNotFoundException
          || (thrown instanceof SQLException error
              && "08001".equals(error.getSQLState())
              && error.getErrorCode() == 0
              && message(error).startsWith("No suitable driver"));
    }
  },

  URL(
      "The URL of the DataSource, or a setting in it, is not understood",
      "Correct the URL. The message does not show the URL, because it may contain a password.") {
    /** H2: format, path, settings. The PostgreSQL and MariaDB drivers have texts only. */
    private static final Set<Integer> CODES = Set.of(90011, 90046, 90088, 90113, 90138);

    @Override
    boolean is(Throwable thrown) {
      return thrown instanceof SQLException error
          && (CODES.contains(error.getErrorCode())
              || message(error).startsWith("Unable to parse URL")
              || message(error).startsWith("error parsing url"));
    }
  },

  USER(
      "The database refuses the user or the password",
      "Correct the user and the password of the DataSource, or the access rules of the server.") {
    /** MariaDB and MySQL: host not allowed, host blocked, socket authentication, expired, locked. */
    private static final Set<Integer> CODES =
        Set.of(1045, 1129, 1130, 1251, 1698, 1820, 1862, 3118, 4151);

    @Override
    boolean is(Throwable thrown) {
      return thrown instanceof SQLException error
          && (CODES.contains(error.getErrorCode())
              || state(error).startsWith("28")
              // The driver of PostgreSQL: an authentication or an encryption that the driver does
              // not support.
              || (state(error).equals("08004")
                  && error.getClass().getName().startsWith("org.postgresql.")));
    }
  },

  DATABASE(
      "The database that the DataSource names does not exist",
      "Correct the name in the URL, or create the database.") {
    /** MariaDB and MySQL; H2: not found, not to be created from afar. */
    private static final Set<Integer> CODES = Set.of(1049, 90013, 90146, 90149);

    @Override
    boolean is(Throwable thrown) {
      return thrown instanceof SQLException error
          && (CODES.contains(error.getErrorCode()) || state(error).equals("3D000"));
    }
  },

  RIGHT(
      "The user of the DataSource may not use the database",
      "Grant the right, or correct the user.") {
    @Override
    boolean is(Throwable thrown) {
      return thrown instanceof SQLException error
          && (error.getErrorCode() == 1044 || state(error).equals("42501"));
    }
  },

  CLOSED(
      "The pool is closed",
      "Close the data layer and end its units of work before the pool is closed.") {
    /** Pools have no code for this reason. */
    private static final Pattern TEXT =
        Pattern.compile("(?i)(data ?source|pool).*\\b(is|been) (closed|disposed)\\b");

    @Override
    boolean is(Throwable thrown) {
      boolean isOfPool = thrown instanceof IllegalStateException
          || (thrown instanceof SQLException error && error.getSQLState() == null);
      return isOfPool && TEXT.matcher(message(thrown)).find();
    }
  };

  private final String happened;
  private final String advice;

  ConnectRefusal(String happened, String advice) {
    this.happened = happened;
    this.advice = advice;
  }

  abstract boolean is(Throwable thrown);

  String happened() {
    return happened;
  }

  /** The remedy as a sentence. */
  String advice() {
    return advice;
  }

  /** The refusal that one of the exceptions reports. */
  static Optional<ConnectRefusal> in(Collection<Throwable> chain) {
    for (ConnectRefusal refusal : values()) {
      for (Throwable thrown : chain) {
        if (refusal.is(thrown)) {
          return Optional.of(refusal);
        }
      }
    }
    return Optional.empty();
  }

  private static String state(SQLException error) {
    @Nullable String state = error.getSQLState();
    return state == null ? "" : state;
  }

  private static String message(Throwable thrown) {
    return String.valueOf(thrown.getMessage());
  }
}
