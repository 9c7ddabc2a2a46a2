package org.bilayer.testkit.database;

import java.util.List;

/** The sentences about a database that is not there. */
final class Advice {

  private static final String RULE = "=".repeat(100);

  private Advice() {}

  /** What everybody reading the output of a build should see: tests did not run. */
  static String banner(DatabaseProduct product, Availability.Unavailable unavailable) {
    return "\n" + RULE + "\n"
        + "bilayer-testkit: " + product.label()
        + " is not available. Its tests are SKIPPED in this JVM.\n"
        + tried(unavailable) + "\n"
        + howToRun(product, unavailable) + "\n"
        + "To make its absence an error, set -D" + DatabaseSettings.REQUIRED + "=" + product.label()
        + " (or "
        + DatabaseSettings.variableOf(DatabaseSettings.REQUIRED) + ").\n"
        + RULE;
  }

  static String tried(Availability.Unavailable unavailable) {
    StringBuilder text = new StringBuilder("Tried, in this order:");
    List<Availability.Attempt> tried = unavailable.tried();
    for (int i = 0; i < tried.size(); i++) {
      text.append("\n  ").append(i + 1).append(". ").append(tried.get(i));
    }
    return text.toString();
  }

  static String howToRun(DatabaseProduct product, Availability.Unavailable unavailable) {
    if (!product.isServer()) {
      return "To run them, add " + product.driverArtifact() + " to the test dependencies.";
    }
    String property = product.property("url");
    return unavailable.urlGiven()
        ? "Correct the URL, its user or its password, start this server, or remove the setting "
            + "to search for a server."
        : "To run them, correct one of these causes, or name a server with -D" + property + "="
            + product.exampleUrl() + " (or " + DatabaseSettings.variableOf(property) + ").";
  }
}
