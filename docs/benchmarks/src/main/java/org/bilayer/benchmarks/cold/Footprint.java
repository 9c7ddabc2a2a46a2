package org.bilayer.benchmarks.cold;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this process had of the machine. */
final class Footprint {

  private static final Path STATUS = Path.of("/proc/self/status");

  private Footprint() {}

  /**
   * Prints the most memory this process ever had, in kilobytes, where the system tells; and what was read. Text, since to show a
   * record takes a new JVM as long as some rivals take to start.
   */
  static void print(String read) throws IOException {
    long peak = 0;
    if (Files.exists(STATUS)) {
      for (String line : Files.readAllLines(STATUS)) {
        if (line.startsWith("VmHWM:")) {
          peak = Long.parseLong(line.replaceAll("[^0-9]", ""));
        }
      }
    }
    System.out.println("read " + read);
    System.out.println("peak " + peak);
  }
}
