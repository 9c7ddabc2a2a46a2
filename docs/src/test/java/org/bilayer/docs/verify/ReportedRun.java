package org.bilayer.docs.verify;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.bilayer.testkit.database.Databases;
import org.bilayer.testkit.verify.ModelVerification;
import org.bilayer.testkit.verify.Verification;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** A run of a verifying class by JUnit, with what it printed and where it has written. */
record ReportedRun(Events tests, String printed) {

  private static final String DIRECTORY = "bilayer.report.directory";

  /** The bank on H2, the same each time. */
  static final class BankOnH2 extends ModelVerification {
    @Override
    protected Verification verification() {
      return FirstDifference.aided().seed(1).operations(1_200, 1_200).on(Databases.h2());
    }
  }

  static ReportedRun of(Class<?> test, Path directory) {
    var printed = new ByteArrayOutputStream();
    PrintStream before = System.out;
    String directoryBefore = System.getProperty(DIRECTORY);
    System.setProperty(DIRECTORY, directory.toString());
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      Events tests = EngineTestKit.engine("junit-jupiter")
          .selectors(DiscoverySelectors.selectClass(test))
          .execute()
          .testEvents();
      return new ReportedRun(tests, printed.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(before);
      if (directoryBefore == null) {
        System.clearProperty(DIRECTORY);
      } else {
        System.setProperty(DIRECTORY, directoryBefore);
      }
    }
  }

  /** The lines of the report alone. */
  String table() {
    return printed.substring(printed.indexOf("Verification of "));
  }
}
