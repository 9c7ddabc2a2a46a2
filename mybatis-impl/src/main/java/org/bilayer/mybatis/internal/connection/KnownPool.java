package org.bilayer.mybatis.internal.connection;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Collection;
import java.util.NoSuchElementException;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The pools whose report of an exhausted pool the library recognises. Pools have no common code for this. */
enum KnownPool {
  /** The same exception reports a server that cannot be reached, then with the driver's as its cause or with a total of nought. */
  HIKARICP("HikariCP", "connectionTimeout") {
    @Override
    boolean isExhausted(Throwable thrown, DataSource dataSource) {
      return thrown instanceof SQLTransientConnectionException
          && thrown.getCause() == null
          && says(thrown, "Connection is not available, request timed out")
          && !says(thrown, "(total=0,");
    }
  },

  /** The exception of the pool of objects. A connection that cannot be opened or does not answer has other texts. */
  DBCP2("Commons DBCP2", "maxWait") {
    @Override
    boolean isExhausted(Throwable thrown, DataSource dataSource) {
      return thrown instanceof NoSuchElementException
          && thrown.getCause() == null
          && (says(thrown, "Timeout waiting for idle object") || says(thrown, "Pool exhausted"));
    }
  },

  TOMCAT("Tomcat JDBC", "maxWait") {
    @Override
    boolean isExhausted(Throwable thrown, DataSource dataSource) {
      return thrown
          .getClass()
          .getName()
          .equals("org.apache.tomcat.jdbc.pool.PoolExhaustedException");
    }
  },

  /**
   * The pool throws the same exception while it opens its first connections. Therefore the number of connections is
   * read.
   */
  C3P0("c3p0", "checkoutTimeout") {
    @Override
    boolean isExhausted(Throwable thrown, DataSource dataSource) {
      return thrown.getClass().getName().equals("com.mchange.v2.resourcepool.TimeoutException")
          && !Integer.valueOf(0).equals(ask(dataSource, "getNumConnectionsDefaultUser"));
    }
  },

  AGROAL("Agroal", "acquisitionTimeout") {
    @Override
    boolean isExhausted(Throwable thrown, DataSource dataSource) {
      return thrown instanceof SQLException
          && thrown.getCause() == null
          && says(thrown, "Sorry, acquisition timeout!");
    }
  },

  MARIADB("MariaDB Connector/J", "connectTimeout") {
    @Override
    boolean isExhausted(Throwable thrown, DataSource dataSource) {
      return thrown instanceof SQLException
          && says(thrown, "No connection available within the specified time");
    }

    /** The two cases cannot be distinguished. */
    @Override
    String caution() {
      return " This pool reports the same failure if it cannot connect to the server. In this "
          + "case, see the log of the pool.";
    }
  },

  H2("H2 JdbcConnectionPool", "loginTimeout") {
    @Override
    boolean isExhausted(Throwable thrown, DataSource dataSource) {
      return thrown instanceof SQLException error
          && error.getErrorCode() == 8001
          && says(thrown, "Login timeout");
    }
  };

  private final String product;
  private final String waitSetting;

  KnownPool(String product, String waitSetting) {
    this.product = product;
    this.waitSetting = waitSetting;
  }

  abstract boolean isExhausted(Throwable thrown, DataSource dataSource);

  /** Another possible meaning of the same failure, as a sentence after a blank. Empty if there is none. */
  String caution() {
    return "";
  }

  /** The setting that contains the maximum wait of the pool, for a message. */
  String waitSetting() {
    return "wait=" + waitSetting;
  }

  @Override
  public String toString() {
    return product;
  }

  /** The pool that reports its exhaustion by one of the exceptions. */
  static Optional<KnownPool> exhausted(Collection<Throwable> chain, DataSource dataSource) {
    for (KnownPool pool : values()) {
      for (Throwable thrown : chain) {
        if (pool.isExhausted(thrown, dataSource)) {
          return Optional.of(pool);
        }
      }
    }
    return Optional.empty();
  }

  /** Why a pool that only says that time is over makes no connections, where it can be asked for that. */
  static Optional<Throwable> lastRefusal(Collection<Throwable> chain, DataSource dataSource) {
    for (Throwable thrown : chain) {
      if (C3P0.isTimeout(thrown)
          && Integer.valueOf(0).equals(ask(dataSource, "getNumConnectionsDefaultUser"))
          && ask(dataSource, "getLastAcquisitionFailureDefaultUser") instanceof Throwable last) {
        return Optional.of(last);
      }
    }
    return Optional.empty();
  }

  private boolean isTimeout(Throwable thrown) {
    return thrown.getClass().getName().equals("com.mchange.v2.resourcepool.TimeoutException");
  }

  private static boolean says(Throwable thrown, String text) {
    return String.valueOf(thrown.getMessage()).contains(text);
  }

  /** Calls a getter of a pool whose class is unknown at compile time. Null if there is no such getter. */
  private static @Nullable Object ask(DataSource dataSource, String getter) {
    try {
      return dataSource.getClass().getMethod(getter).invoke(dataSource);
    } catch (ReflectiveOperationException | RuntimeException e) {
      return null;
    }
  }
}
