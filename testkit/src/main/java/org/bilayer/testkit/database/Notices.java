package org.bilayer.testkit.database;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says what nobody may miss: through the log when warnings reach it, otherwise on the error stream.
 * Thread-safe.
 */
final class Notices {

  private static final Logger LOG = LoggerFactory.getLogger(Notices.class);

  private Notices() {}

  static void warn(String text) {
    warn(text, null);
  }

  static void warn(String text, @Nullable Throwable where) {
    if (LOG.isWarnEnabled()) {
      LOG.warn(text, where);
      return;
    }
    synchronized (System.err) {
      System.err.println(text);
      if (where != null) {
        where.printStackTrace(System.err);
      }
    }
  }
}
