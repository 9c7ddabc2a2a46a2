package org.bilayer.testkit.backend;

import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * How many connections the pools of the contracts lend at the same time. Any number in the ordinary run. The configuration
 * parameter {@value #PARAMETER} sets a limit: the pools then refuse every connection above it and lend with auto-commit off,
 * and tests that need more connections are disabled.
 *
 * <p>Contracts run one at a time in a JVM.
 */
public final class ConnectionLimit
    implements ExecutionCondition, BeforeEachCallback, AfterEachCallback {

  /** The name of the configuration parameter: a number. */
  public static final String PARAMETER = "bilayer.contract.connections";

  private static volatile OptionalInt current = OptionalInt.empty();

  /** The limit for the test that is running; empty if there is none. */
  static OptionalInt current() {
    return current;
  }

  /** Called by JUnit. */
  public ConnectionLimit() {}

  private static OptionalInt configured(ExtensionContext context) {
    return context
        .getConfigurationParameter(PARAMETER)
        .map(value -> OptionalInt.of(Integer.parseInt(value)))
        .orElse(OptionalInt.empty());
  }

  /** How many connections a test says that it needs. */
  public static int needed(ExtensionContext context) {
    Optional<NeedsConnections> mark =
        AnnotationSupport.findAnnotation(context.getElement(), NeedsConnections.class);
    Optional<NeedsConnections> ofClass =
        AnnotationSupport.findAnnotation(context.getTestClass(), NeedsConnections.class);
    return mark.or(() -> ofClass).map(NeedsConnections::value).orElse(1);
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    OptionalInt limit = configured(context);
    int needed = needed(context);
    return limit.isPresent() && needed > limit.getAsInt()
        ? ConditionEvaluationResult.disabled("needs " + needed + " connections")
        : ConditionEvaluationResult.enabled("there are enough connections");
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    current = configured(context);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    current = OptionalInt.empty();
  }
}
