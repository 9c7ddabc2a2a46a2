package org.bilayer.benchmarks;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** How many jars, and how large: those of the class path, and what would be in a jar for a folder of classes. */
final class Weight {

  private Weight() {}

  static void weigh(Results results) throws IOException {
    tell(results, "JDBC", List.of());
    tell(results, "MyBatis", List.of("mybatis-3"));
    tell(results, "Jdbi", List.of("jdbi3-core", "geantyref", "slf4j-api"));
    tell(
        results,
        "Bilayer on SQL",
        List.of("bilayer-api", "bilayer-mybatis", "mybatis-3", "slf4j-api", "jspecify"));
    tell(
        results,
        "of it beside MyBatis",
        List.of("bilayer-api", "bilayer-mybatis", "slf4j-api", "jspecify"));
    tell(results, "of it Bilayer's own", List.of("bilayer-api", "bilayer-mybatis"));
    tell(
        results,
        "Bilayer in memory",
        List.of(
            "bilayer-api", "bilayer-inmemory", "guava", "failureaccess", "slf4j-api", "jspecify"));
  }

  private static void tell(Results results, String name, List<String> parts) throws IOException {
    int jars = 0;
    long bytes = 0;
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path path = Path.of(entry);
      if (parts.stream().anyMatch(part -> nameOf(path).startsWith(part))) {
        jars++;
        bytes += Files.isDirectory(path) ? packed(path) : Files.size(path);
      }
    }
    String key = "weight/" + name.replace(' ', '_');
    results.put(key + "/jars", new Turns.Spread(jars, jars, jars));
    results.put(key + "/bytes", new Turns.Spread(bytes, bytes, bytes));
  }

  /** The name of the jar, also where the class path has the module's classes instead. */
  private static String nameOf(Path path) {
    String text = path.toString().replace(File.separatorChar, '/');
    if (text.endsWith("/target/classes")) {
      String module = text.substring(0, text.length() - "/target/classes".length());
      return "bilayer-" + module.substring(module.lastIndexOf('/') + 1).replace("-impl", "");
    }
    return path.getFileName() == null ? "" : path.getFileName().toString();
  }

  private static long packed(Path folder) throws IOException {
    var counted = new Counted();
    try (var jar = new JarOutputStream(counted);
        Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        jar.putNextEntry(new ZipEntry(folder.relativize(file).toString()));
        jar.write(Files.readAllBytes(file));
        jar.closeEntry();
      }
    }
    return counted.bytes;
  }

  private static final class Counted extends OutputStream {

    private long bytes;

    @Override
    public void write(int b) {
      bytes++;
    }

    @Override
    public void write(byte[] from, int offset, int length) {
      bytes += length;
    }
  }
}
