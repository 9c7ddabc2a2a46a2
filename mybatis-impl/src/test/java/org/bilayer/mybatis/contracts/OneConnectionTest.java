package org.bilayer.mybatis.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bilayer.testkit.backend.ConnectionLimit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.commons.support.ReflectionSupport;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** All contracts once more, with pools of one connection each whose auto-commit is off. */
final class OneConnectionTest {

  private static final String PACKAGE = OneConnectionTest.class.getPackageName();

  /** Classes with contracts that others have too, on other names and versions. */
  private static final String AGAIN =
      ".*(ForeignNames|SmallVersion|NullableVersion|ServerVersion)Test.*";

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgresql"})
  void contracts_withOneConnectionWithoutAutoCommit_hold(String database) {
    hold(database);
  }

  /** As long as the others together. */
  @Test
  @EnabledIfSystemProperty(named = "bilayer.nightly", matches = "true")
  void contracts_onMariaDbWithOneConnectionWithoutAutoCommit_hold() {
    hold("mariadb");
  }

  private static void hold(String database) {
    long started = System.nanoTime();
    EngineExecutionResults results = EngineTestKit.engine("junit-jupiter")
        .configurationParameter(ConnectionLimit.PARAMETER, "1")
        .configurationParameter("bilayer.prints.seeds", "false")
        .selectors(classes(PACKAGE + "." + database))
        .execute();
    List<String> failures =
        results.allEvents().failed().stream().map(OneConnectionTest::described).toList();
    assertThat(failures).as("what fails on %s with one connection", database).isEmpty();
    long succeeded = results.testEvents().succeeded().count();
    long marked = results.allEvents().skipped().count();
    System.out.printf(
        "One connection, auto-commit off, %s: %d tests in %d s, without %d that hold several%n",
        database, succeeded, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - started), marked);
    assertThat(succeeded).isGreaterThan(500);
  }

  private static DiscoverySelector[] classes(String name) {
    return ReflectionSupport.findAllClassesInPackage(
            name, type -> type.getEnclosingClass() == null, type -> !type.matches(AGAIN))
        .stream()
        .map(DiscoverySelectors::selectClass)
        .toArray(DiscoverySelector[]::new);
  }

  private static String described(Event failed) {
    return failed.getTestDescriptor().getUniqueId() + ": "
        + failed
            .getPayload(TestExecutionResult.class)
            .flatMap(TestExecutionResult::getThrowable)
            .map(Throwable::toString)
            .orElse("");
  }
}
