package org.bilayer.mybatis.internal.connection;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.bilayer.failure.CancelledException;
import org.bilayer.failure.DataException;
import org.bilayer.failure.PoolExhaustedException;
import org.bilayer.failure.StorageFailureException;
import org.bilayer.failure.UnavailableException;
import org.bilayer.mybatis.internal.dialect.Dialects;
import org.bilayer.mybatis.internal.dialect.FailureKind;
import org.jspecify.annotations.Nullable;

/** Takes connections from the application's data source, and translates refusals. Used by {@link Connections} only. */
final class PoolAccess {

  /*
   * The dialect is unknown here, because a layer has no dialect until its first connection. The databases use
   * different codes for refused connections, therefore one table serves all databases (ConnectRefusal).
   *
   * Pools wrap the exception of the driver, some in several layers and some without the SQLState. Therefore the whole
   * chain of causes is searched: first for a refusal that an operator must correct, then for the report of an
   * exhausted pool, then for a code of a database that cannot be reached. A chain without any code comes from the
   * network or from an unknown pool, and is retried.
   */

  private PoolAccess() {}

  /**
   * Takes a connection.
   *
   * @throws UnavailableException if the database cannot be reached
   * @throws PoolExhaustedException if the pool has lent all of its connections
   * @throws StorageFailureException if an operator must first correct the user, password, database, URL or driver
   * @throws CancelledException if the thread was interrupted
   */
  static Connection take(DataSource dataSource) {
    try {
      return dataSource.getConnection();
    } catch (Exception e) {
      throw failure(e, dataSource);
    }
  }

  private static DataException failure(Exception thrown, DataSource dataSource) {
    if (thrown instanceof DataException known) {
      return known;
    }
    Set<Throwable> chain = chain(thrown);
    KnownPool.lastRefusal(chain, dataSource).ifPresent(hidden -> chain.addAll(chain(hidden)));
    Throwable cause = UrlSecrets.removed(thrown);
    String facts = facts(chain);
    if (Thread.currentThread().isInterrupted()) {
      return new CancelledException(
          "The thread was interrupted while it waited for a connection" + facts + ".", cause);
    }
    Optional<ConnectRefusal> refusal = ConnectRefusal.in(chain);
    if (refusal.isPresent()) {
      return new StorageFailureException(
          refusal.get().happened() + facts + "; nothing of the unit of work is stored. "
              + refusal.get().advice() + " A retry cannot help before this correction.",
          cause);
    }
    Optional<KnownPool> exhausted = KnownPool.exhausted(chain, dataSource);
    if (exhausted.isPresent()) {
      return new PoolExhaustedException(
          "The connection pool gave no connection within its waiting time [pool="
              + exhausted.get() + ", " + exhausted.get().waitSetting()
              + "]: all of its connections are lent. Nothing of the unit of work is stored, and "
              + "the unit is not retried, because a retry would add to the load. Use fewer "
              + "threads, make units shorter, look for connections that are not returned, or "
              + "make the pool larger."
              + exhausted.get().caution(),
          cause);
    }
    return isUnavailable(chain)
        ? new UnavailableException(
            "The database cannot be reached" + facts + "; nothing of the unit of work is stored."
                + " Retry the unit on a new connection.",
            cause)
        : new StorageFailureException(
            "The database or its pool refused to give a connection" + facts
                + "; nothing of the unit of work is stored. See the cause.",
            cause);
  }

  private static boolean isUnavailable(Set<Throwable> chain) {
    boolean coded = false;
    boolean ofJdbc = false;
    for (Throwable thrown : chain) {
      if (thrown instanceof SQLException error) {
        if (Dialects.kindAtConnect(error) == FailureKind.UNAVAILABLE) {
          return true;
        }
        ofJdbc = true;
        coded |= error.getSQLState() != null;
      }
    }
    return ofJdbc && !coded;
  }

  /** The codes of the first exception with a SQLState. */
  private static String facts(Set<Throwable> chain) {
    SQLException best = null;
    for (Throwable thrown : chain) {
      if (thrown instanceof SQLException error
          && (best == null || (best.getSQLState() == null && error.getSQLState() != null))) {
        best = error;
      }
    }
    return best == null
        ? ""
        : " [sqlState=" + best.getSQLState() + ", code=" + best.getErrorCode() + "]";
  }

  /** The exception, its causes, and the next exceptions of each. The outermost exception is first. */
  private static Set<Throwable> chain(Throwable thrown) {
    var chain = new LinkedHashSet<Throwable>();
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    collect(thrown, chain, seen);
    return chain;
  }

  private static void collect(
      @Nullable Throwable thrown, Set<Throwable> chain, Set<Throwable> seen) {
    if (thrown == null || !seen.add(thrown)) {
      return;
    }
    chain.add(thrown);
    collect(thrown.getCause(), chain, seen);
    if (thrown instanceof SQLException error) {
      collect(error.getNextException(), chain, seen);
    }
  }
}
