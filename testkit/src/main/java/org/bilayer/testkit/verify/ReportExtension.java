package org.bilayer.testkit.verify;

import java.util.Objects;
import java.util.Optional;
import org.bilayer.testkit.report.Report;
import org.bilayer.testkit.report.ReportFiles;
import org.bilayer.testkit.report.ReportTable;
import org.bilayer.testkit.verify.drawing.CannotDrawException;
import org.bilayer.testkit.verify.recording.Recording;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;
import org.opentest4j.TestAbortedException;

/**
 * Gives all checks of a class one recording, times each, and reports after the last. Registered by {@link ModelVerification}.
 */
public final class ReportExtension
    implements BeforeAllCallback,
        TestInstancePostProcessor,
        InvocationInterceptor,
        AfterAllCallback {

  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(ReportExtension.class);

  /** For JUnit. */
  public ReportExtension() {}

  /** The recording belongs to the class, and contexts of its tests find it there. */
  @Override
  public void beforeAll(ExtensionContext context) {
    context.getStore(NAMESPACE).put(Recording.class, new Recording());
  }

  @Override
  public void postProcessTestInstance(Object instance, ExtensionContext context) {
    if (instance instanceof ModelVerification verification) {
      verification.recordInto(recording(context));
    }
  }

  private static Recording recording(ExtensionContext context) {
    return Objects.requireNonNull(
        context.getStore(NAMESPACE).get(Recording.class, Recording.class),
        "the recording of the class");
  }

  @Override
  public void interceptTestMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<java.lang.reflect.Method> method,
      ExtensionContext context)
      throws Throwable {
    timed(invocation, method.getExecutable().getName(), "", context);
  }

  @Override
  public void interceptDynamicTest(
      Invocation<Void> invocation,
      DynamicTestInvocationContext dynamicTest,
      ExtensionContext context)
      throws Throwable {
    String check = context.getParent().flatMap(ReportExtension::method).orElse("");
    timed(invocation, check, context.getDisplayName().replaceFirst("^memory and ", ""), context);
  }

  /** The method whose tests these are, however deep they are nested. */
  private static Optional<String> method(ExtensionContext context) {
    return context
        .getTestMethod()
        .map(java.lang.reflect.Method::getName)
        .or(() -> context.getParent().flatMap(ReportExtension::method));
  }

  private static void timed(
      InvocationInterceptor.Invocation<Void> invocation,
      String name,
      String on,
      ExtensionContext context)
      throws Throwable {
    Recording recording = recording(context);
    long begin = System.nanoTime();
    String outcome = "failed";
    try {
      proceed(invocation, recording);
      outcome = "passed";
    } catch (TestAbortedException e) {
      outcome = "skipped";
      recording.skipped(on.isEmpty() ? name : on, String.valueOf(e.getMessage()));
      throw e;
    } finally {
      recording.check(new Report.Check(name, on, outcome, (System.nanoTime() - begin) / 1_000_000));
    }
  }

  /** One reason is said once: the first check without values fails, the others of its class are not run. */
  private static void proceed(
      InvocationInterceptor.Invocation<Void> invocation, Recording recording) throws Throwable {
    try {
      invocation.proceed();
    } catch (CannotDrawException e) {
      if (recording.isFirstWithoutValues()) {
        throw e;
      }
      throw new TestAbortedException(
          "Not run: values are missing. The check of this class that failed says which.");
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    Recording recording = recording(context);
    if (!recording.isEmpty()) {
      Report report = recording.report(context.getRequiredTestClass().getName());
      System.out.print(ReportTable.of(report));
      System.out.println("  " + ReportFiles.write(report));
    }
  }
}
