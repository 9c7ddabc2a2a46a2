package org.bilayer.docs.figures;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bilayer.docs.Repository;

/** The figures of all modules, by check, each check in the order of {@link #ORDER}. Immutable. */
record Figures(Map<String, List<Measured>> checks) {

  /**
   * What a check measured somewhere.
   *
   * @param subject where
   * @param value what came out
   * @param isLong whether the long form of the check was run
   */
  record Measured(String subject, String value, boolean isLong) {}

  private static final List<String> KNOWN = List.of(
      "memory", "H2", "PostgreSQL", "MariaDB", "READ_COMMITTED", "SNAPSHOT", "SERIALIZABLE");

  /** By backend and level, as far as a subject begins with their names; others after them, as text. */
  static final Comparator<String> ORDER =
      Comparator.<String, String>comparing(Figures::rank).thenComparing(Comparator.naturalOrder());

  private static String rank(String subject) {
    var rank = new StringBuilder();
    for (String word : subject.split(" ", -1)) {
      int known = KNOWN.indexOf(word);
      rank.append(known < 0 ? "z" : Integer.toString(known));
    }
    return rank.toString();
  }

  /** What the modules measured in this build and in earlier ones since the last {@code clean}. */
  static Figures collect() {
    try (Stream<Path> modules = Files.list(Repository.root())) {
      var checks = new TreeMap<String, List<Measured>>();
      for (Path module : modules.sorted().toList()) {
        Path file = module.resolve("target/figures.txt");
        if (Files.exists(file)) {
          for (String line : Files.readAllLines(file)) {
            String[] parts = line.split(" \\| ", -1);
            checks
                .computeIfAbsent(parts[0], check -> new ArrayList<>())
                .add(new Measured(parts[1], parts[2], parts[3].equals("long")));
          }
        }
      }
      checks.values().forEach(all -> all.sort(Comparator.comparing(Measured::subject, ORDER)));
      return new Figures(checks);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One table of all, for people who look at the end of a build. */
  String table() {
    int check = width(checks.keySet().stream());
    int subject = width(checks.values().stream().flatMap(List::stream).map(Measured::subject));
    var table = new StringBuilder();
    checks.forEach((name, all) -> all.forEach(measured -> table
        .append(pad(name, check))
        .append("  ")
        .append(pad(measured.subject(), subject))
        .append("  ")
        .append(measured.value())
        .append(measured.isLong() ? "" : "  (short form)")
        .append('\n')));
    return table.toString();
  }

  private static int width(Stream<String> texts) {
    return texts.mapToInt(String::length).max().orElse(0);
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(width - text.length());
  }
}
