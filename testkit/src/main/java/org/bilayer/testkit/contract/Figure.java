package org.bilayer.testkit.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * One thing that a check measured, for the tables that stand in the documentation.
 *
 * <p>Immutable. Every module writes its figures into {@code target/figures.txt}, one a line, with a bar between the parts;
 * the documentation's own build reads them from there.
 *
 * @param check what was measured, the same words in every module, such as {@code "hot row"}
 * @param subject where: backend, and level where it matters, such as {@code "PostgreSQL SNAPSHOT"}
 * @param value what came out, in one line, with its unit
 */
public record Figure(String check, String subject, String value) {

  private static final Path FILE = Path.of("target", "figures.txt");

  /**
   * A figure.
   *
   * @throws IllegalArgumentException if a part holds a bar or a line end
   */
  public Figure {
    for (String part : List.of(check, subject, value)) {
      if (part.contains("|") || part.lines().count() > 1) {
        throw new IllegalArgumentException(
            "A part of a figure stands in one cell of a table [part=" + part + "].");
      }
    }
  }

  /**
   * Prints the figure and appends it to the module's file. Thread-safe within one JVM.
   *
   * @throws UncheckedIOException if the file cannot be written
   */
  public void print() {
    String line = check + " | " + subject + " | " + value;
    System.out.println("[figure] " + line);
    synchronized (Figure.class) {
      try {
        Files.createDirectories(FILE.toAbsolutePath().getParent());
        Files.writeString(FILE, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      } catch (IOException e) {
        throw new UncheckedIOException("The figure could not be kept [file=" + FILE + "].", e);
      }
    }
  }
}
