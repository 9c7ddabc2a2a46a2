package org.bilayer.testkit.database;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What has to be undone before the JVM ends: schemas that tests forgot, then servers that were
 * started for them.
 */
final class AtExit {

  private static final Set<TestSchema> SCHEMAS = ConcurrentHashMap.newKeySet();
  private static final Set<Runnable> SERVERS = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(AtExit::run, "bilayer-testkit-at-exit"));
  }

  private AtExit() {}

  static void add(TestSchema schema) {
    SCHEMAS.add(schema);
  }

  static void remove(TestSchema schema) {
    SCHEMAS.remove(schema);
  }

  /** Remembers what ends a server. */
  static void add(Runnable stop) {
    SERVERS.add(stop);
  }

  static void remove(Runnable stop) {
    SERVERS.remove(stop);
  }

  private static void run() {
    for (TestSchema schema : SCHEMAS) {
      try {
        schema.closeForgotten();
      } catch (RuntimeException e) {
        Notices.warn("bilayer-testkit: " + e.getMessage());
      }
    }
    SERVERS.forEach(Runnable::run);
  }
}
