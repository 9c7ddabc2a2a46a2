package org.bilayer.docs.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bilayer.docs.Repository;
import org.junit.jupiter.api.Test;

/**
 * How many public types each exported package of the API has. A public type can never be taken back after a release, so a
 * ceiling that is reached asks whether the next type must be public; a lower count lowers the ceiling.
 */
final class PublicTypesTest {

  /** What an application meets; the other exported packages are for backends and for tests. */
  private static final Map<String, Integer> APPLICATION = Map.of(
      "org.bilayer", 11,
      "org.bilayer.failure", 22,
      "org.bilayer.model",
          20, // DatabaseValue: what a database stores by itself, with its Java form; Phase; Path
      "org.bilayer.query", 11);

  private static final Map<String, Integer> OTHERS = Map.of(
      "org.bilayer.engine", 1,
      "org.bilayer.layout", 20, // Renaming, by which contracts run on other names; QueryColumns
      "org.bilayer.migration", 1,
      "org.bilayer.store", 28, // QualifiedName: schema and name; Index
      "org.bilayer.store.catalogue", 14, // CatalogueComparison and CatalogueDifference
      "org.bilayer.value", 5);

  private static final int APPLICATION_MAX = 64;

  private static final Path SOURCES = Repository.root().resolve("api/src/main/java");
  private static final Pattern EXPORT =
      Pattern.compile("^ *exports (?<name>[\\w.]+)", Pattern.MULTILINE);
  private static final Pattern PUBLIC_TYPE = Pattern.compile(
      "^public (?:(?:abstract|final|sealed|non-sealed|strictfp) )*(?:class|interface|enum|record|@interface) ",
      Pattern.MULTILINE);

  @Test
  void everyExportedPackage_hasAtMostAsManyPublicTypesAsItsCeiling() throws IOException {
    Map<String, Integer> counts = counts();
    System.out.println("public types: " + counts);

    var ceilings = new TreeMap<>(APPLICATION);
    ceilings.putAll(OTHERS);
    assertThat(counts.keySet()).as("packages with a ceiling").isEqualTo(ceilings.keySet());
    assertThat(counts)
        .allSatisfy(
            (name, count) -> assertThat(count).as(name).isLessThanOrEqualTo(ceilings.get(name)));
  }

  @Test
  void packagesOfAnApplication_haveAtMostSixtyPublicTypes() throws IOException {
    Map<String, Integer> counts = counts();
    assertThat(APPLICATION.keySet().stream().mapToInt(counts::get).sum())
        .isLessThanOrEqualTo(APPLICATION_MAX);
  }

  /**
   * The public types outside other types, by exported package. A class whose name ends with {@code Internals} is left out: it
   * hands what backends and tools need from one package to another, and is outside the compatibility promise.
   */
  private static Map<String, Integer> counts() throws IOException {
    var counts = new TreeMap<String, Integer>();
    String module = Files.readString(SOURCES.resolve("module-info.java"));
    for (MatchResult export : EXPORT.matcher(module).results().toList()) {
      int count = 0;
      try (Stream<Path> files = Files.list(SOURCES.resolve(export.group(1).replace('.', '/')))) {
        for (Path file : files
            .filter(file -> file.toString().endsWith(".java"))
            .filter(file -> !file.toString().endsWith("Internals.java"))
            .toList()) {
          count += (int) PUBLIC_TYPE.matcher(Files.readString(file)).results().count();
        }
      }
      counts.put(export.group(1), count);
    }
    assertThat(counts).isNotEmpty();
    return counts;
  }
}
