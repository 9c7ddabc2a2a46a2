package org.bilayer.tools.internal.output;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the import wrote, and from which schema: a text file beside the sources.
 *
 * <p>Immutable.
 *
 * @param hashes of the files, by name
 * @param facts the schema that was read
 */
public record Snapshot(Map<String, String> hashes, SchemaFacts facts) {

  /** The name of the file. */
  public static final String FILE = "import-snapshot.txt";

  private static final String HEAD = """
      # Written by the import of Bilayer: the hashes of the sources as they were written, and the schema they were made from.
      # The import reads this file to tell which sources were edited and what has changed. Do not edit it.
      """;
  private static final String FORMAT = "format\t1";
  private static final String FILE_LINE = "file\t";
  private static final String FACT_LINE = "fact\t";

  /** The snapshot in a folder; empty if there is none. */
  public static Optional<Snapshot> read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    if (!lines.contains(FORMAT)) {
      throw new IllegalStateException(
          "The snapshot cannot be read: it is not of this version of the import [file=" + file
              + "]. Delete it, together with the sources that the import wrote, and import again.");
    }
    var hashes = new TreeMap<String, String>();
    var facts = new ArrayList<String>();
    for (String line : lines) {
      if (line.startsWith(FILE_LINE)) {
        String[] parts = line.split("\t", -1);
        if (parts.length == 3) {
          hashes.put(parts[1], parts[2]);
        }
      } else if (line.startsWith(FACT_LINE)) {
        facts.add(line.substring(FACT_LINE.length()));
      }
    }
    return Optional.of(new Snapshot(hashes, SchemaFacts.parse(facts)));
  }

  /** As text. */
  String text() {
    var text = new StringBuilder(HEAD).append(FORMAT).append('\n');
    hashes.forEach((name, hash) ->
        text.append(FILE_LINE).append(name).append('\t').append(hash).append('\n'));
    facts.lines().forEach(line -> text.append(FACT_LINE).append(line).append('\n'));
    return text.toString();
  }

  /** The hash of a text. */
  static String hash(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("Every Java has SHA-256.", e);
    }
  }
}
