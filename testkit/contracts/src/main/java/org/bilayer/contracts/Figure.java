package org.bilayer.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One thing that a check measured, for the tables that stand in the documentation.
 *
 * <p>Immutable. Every module keeps the latest of its figures in {@code target/figures.txt}, one a line, with a bar between
 * the parts; the last part says whether the long or the short form of the check was run. The documentation's own build
 * reads them from there.
 *
 * @param check what was measured, the same words in every module, such as {@code "hot row"}
 * @param subject where: backend, and level where it matters, such as {@code "PostgreSQL SNAPSHOT"}
 * @param value what came out, in one line, with its unit
 */
public record Figure(String check, String subject, String value) {

  private static final Path FILE = Path.of("target", "figures.txt");
  private static final String FORM = Boolean.getBoolean("bilayer.nightly") ? "long" : "short";

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
   * Prints the figure and keeps it in the module's file, in the place of an earlier one of the same check and subject.
   * Thread-safe; several JVMs may print at the same time.
   *
   * @throws UncheckedIOException if the file cannot be written
   */
  public void print() {
    String name = check + " | " + subject + " | ";
    System.out.println("[figure] " + name + value);
    // A lock of a file is held by the whole JVM.
    synchronized (Figure.class) {
      try {
        Files.createDirectories(FILE.toAbsolutePath().getParent());
        try (FileChannel file = FileChannel.open(FILE, CREATE, READ, WRITE)) {
          file.lock();
          keep(file, name);
        }
      } catch (IOException e) {
        throw new UncheckedIOException("The figure could not be kept [file=" + FILE + "].", e);
      }
    }
  }

  private void keep(FileChannel file, String name) throws IOException {
    var before = ByteBuffer.allocate((int) file.size());
    while (before.hasRemaining() && file.read(before) >= 0) {
      // until all is read
    }
    var lines =
        new ArrayList<String>(UTF_8.decode(before.flip()).toString().lines().toList());
    lines.removeIf(line -> line.startsWith(name));
    lines.add(name + value + " | " + FORM);
    file.truncate(0);
    file.position(0);
    ByteBuffer after = UTF_8.encode(String.join("\n", lines) + "\n");
    while (after.hasRemaining()) {
      file.write(after);
    }
  }
}
