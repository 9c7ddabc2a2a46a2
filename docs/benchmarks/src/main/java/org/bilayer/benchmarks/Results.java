package org.bilayer.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.bilayer.benchmarks.Turns.Spread;

/**
 * What was measured, by keys such as {@code H2/W1/Bilayer/ratio}, and facts in words. A JVM that measures prints lines that
 * the one that started it reads.
 */
final class Results {

  private static final String MARK = "::";

  private final Map<String, Spread> numbers = new TreeMap<>();
  private final Map<String, String> facts = new LinkedHashMap<>();

  /** Hands a number to the JVM that started this one. */
  static void tell(String key, Spread spread) {
    System.out.printf(
        Locale.ROOT, "%s%s %s %s %s%n", MARK, key, spread.median(), spread.low(), spread.high());
  }

  static void tell(String key, double number) {
    tell(key, new Spread(number, number, number));
  }

  /** Hands a fact to the JVM that started this one. */
  static void tell(String key, String fact) {
    System.out.println(MARK + key + " " + MARK + fact);
  }

  /** Reads what another JVM tells, and shows what else it prints. */
  void readFrom(Process process) throws IOException {
    try (var lines = new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        read(line);
      }
    }
  }

  void read(String line) {
    int space = line.indexOf(' ');
    if (!line.startsWith(MARK) || space < 0) {
      System.out.println(line);
      return;
    }
    String key = line.substring(MARK.length(), space);
    String rest = line.substring(space + 1);
    if (rest.startsWith(MARK)) {
      facts.put(key, rest.substring(MARK.length()));
      return;
    }
    String[] parts = rest.split(" ", -1);
    numbers.put(
        key,
        new Spread(
            Double.parseDouble(parts[0]),
            Double.parseDouble(parts[1]),
            Double.parseDouble(parts[2])));
  }

  void put(String key, Spread spread) {
    numbers.put(key, spread);
  }

  void put(String key, String fact) {
    facts.put(key, fact);
  }

  boolean has(String key) {
    return numbers.containsKey(key);
  }

  boolean hasAny(String prefix) {
    return numbers.keySet().stream().anyMatch(key -> key.startsWith(prefix));
  }

  Spread get(String key) {
    Spread spread = numbers.get(key);
    if (spread == null) {
      throw new IllegalArgumentException("Nothing was measured as " + key);
    }
    return spread;
  }

  String fact(String key) {
    return facts.getOrDefault(key, "");
  }
}
