package org.bilayer.testkit.database;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Names such as {@code bilayer_orders_4711_3}: unique in this JVM, and telling a reader of the
 * server's list which process and test made them. Another machine or an earlier process may have
 * had the same number, so the server has the last word.
 */
final class SchemaNames {

  private static final int HINT_MAX = 30;
  private static final AtomicInteger COUNT = new AtomicInteger();

  private SchemaNames() {}

  static String next(String hint) {
    String readable =
        hint.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_").replaceAll("^_|_$", "");
    String part =
        readable.isEmpty() ? "test" : readable.substring(0, Math.min(HINT_MAX, readable.length()));
    return "bilayer_" + part + "_" + ProcessHandle.current().pid() + "_" + COUNT.incrementAndGet();
  }
}
