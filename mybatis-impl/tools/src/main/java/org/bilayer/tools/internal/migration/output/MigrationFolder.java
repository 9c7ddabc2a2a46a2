package org.bilayer.tools.internal.migration.output;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A folder of migrations under the names that Flyway gives them: {@code V2__add_email.sql}. One thread. */
public final class MigrationFolder {

  private static final Pattern NAME =
      Pattern.compile("V([0-9]+(?:[._][0-9]+)*)__(.+)\\.(sql|java)");

  private final Path folder;
  private final List<String> versions;

  private MigrationFolder(Path folder, List<String> versions) {
    this.folder = folder;
    this.versions = versions;
  }

  /**
   * Looks at a folder, and at the folders in it.
   *
   * @throws IllegalArgumentException if there is no such folder
   * @throws IllegalStateException if two files have the same version
   */
  public static MigrationFolder of(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          "There is no such folder of migrations; nothing was written [folder=" + folder
              + "]. Create it, or correct the name.");
    }
    Map<List<BigInteger>, List<String>> files = new LinkedHashMap<>();
    var versions = new ArrayList<String>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (name.matches()) {
          versions.add(name.group(1));
          files
              .computeIfAbsent(number(name.group(1)), none -> new ArrayList<>())
              .add(folder.relativize(file).toString());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    files.values().stream().filter(same -> same.size() > 1).findFirst().ifPresent(same -> {
      throw new IllegalStateException(
          "Two migrations have the same version; nothing was written [files=" + same
              + "]. Give the one that no database has yet the next version.");
    });
    return new MigrationFolder(folder, versions);
  }

  /** A version as Flyway compares it: 1, 01 and 1.0 are the same. */
  private static List<BigInteger> number(String version) {
    var parts = new ArrayList<>(
        Arrays.stream(version.split("[._]", -1)).map(BigInteger::new).toList());
    while (parts.size() > 1 && parts.get(parts.size() - 1).signum() == 0) {
      parts.remove(parts.size() - 1);
    }
    return parts;
  }

  /** The names of the next files, with as many digits as the last ones have. */
  public List<String> next(List<String> names) {
    var greatest = new TreeMap<BigInteger, Integer>();
    greatest.put(BigInteger.ZERO, 1);
    for (String version : versions) {
      String first = version.split("[._]", -1)[0];
      greatest.merge(new BigInteger(first), first.length(), Math::max);
    }
    BigInteger number = greatest.lastKey();
    int digits = greatest.lastEntry().getValue();
    var next = new ArrayList<String>();
    for (String name : names) {
      number = number.add(BigInteger.ONE);
      String text = number.toString();
      next.add("V" + "0".repeat(Math.max(0, digits - text.length())) + text + "__" + name + ".sql");
    }
    return next;
  }

  /**
   * Writes files that are not there yet: all of them, or none.
   *
   * @throws UncheckedIOException if a file cannot be written; none is left
   */
  public void write(Map<String, String> texts) {
    var written = new ArrayList<Path>();
    try {
      for (Map.Entry<String, String> text : texts.entrySet()) {
        Path file = folder.resolve(text.getKey());
        Files.writeString(file, text.getValue(), StandardOpenOption.CREATE_NEW);
        written.add(file);
      }
    } catch (IOException e) {
      for (Path file : written) {
        try {
          Files.deleteIfExists(file);
        } catch (IOException left) {
          e.addSuppressed(left);
        }
      }
      throw new UncheckedIOException(
          "The files of a migration could not be written [folder=" + folder + ", files="
              + texts.keySet().stream().collect(Collectors.joining(", ")) + "].",
          e);
    }
  }
}
