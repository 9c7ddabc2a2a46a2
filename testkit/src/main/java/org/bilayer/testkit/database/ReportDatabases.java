package org.bilayer.testkit.database;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A JUnit extension that prints, once per JVM and after the last test, which databases the tests
 * asked for and in which versions, such as {@code bilayer-testkit: postgresql 15.20 (driver
 * 42.7.14) found at 127.0.0.1:5432}. It looks for no database itself.
 */
public final class ReportDatabases implements BeforeAllCallback {

  private static final AtomicBoolean PRINTED = new AtomicBoolean();

  /** For JUnit. */
  public ReportDatabases() {}

  @Override
  public void beforeAll(ExtensionContext context) {
    ExtensionContext.Namespace namespace = ExtensionContext.Namespace.create(ReportDatabases.class);
    // The root's store is closed when the last test has run.
    context.getRoot().getStore(namespace).getOrComputeIfAbsent("print at the end", key ->
        (AutoCloseable) this::print);
  }

  private void print() {
    if (PRINTED.compareAndSet(false, true)) {
      Databases.report().forEach(System.out::println);
    }
  }
}
