package org.bilayer.testkit.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Where reports are written: {@code target/bilayer}, or the directory of a system property. */
public final class ReportFiles {

  /** The system property that names another directory. */
  public static final String DIRECTORY = "bilayer.report.directory";

  private ReportFiles() {}

  /**
   * Writes the page and the file for machines; creates the directory.
   *
   * @return a line that says where they are, or why they could not be written; nothing is thrown for that
   */
  public static String write(Report report) {
    String directory = System.getProperty(DIRECTORY, "target/bilayer");
    try {
      Path folder = Files.createDirectories(Path.of(directory));
      String name = report.name().replaceAll("[^A-Za-z0-9._$-]", "_");
      Path page = folder.resolve(name + ".html");
      Files.writeString(page, ReportPage.of(report), StandardCharsets.UTF_8);
      Files.writeString(
          folder.resolve(name + ".json"), ReportJson.of(report), StandardCharsets.UTF_8);
      return "report: " + page + " and .json";
    } catch (IOException | InvalidPathException | SecurityException e) {
      return "The report was not written [directory=" + directory + ", reason=" + e
          + "]. Make the directory writable or name another by -D" + DIRECTORY + "=.";
    }
  }
}
