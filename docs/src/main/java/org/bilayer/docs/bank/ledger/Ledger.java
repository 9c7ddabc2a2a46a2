package org.bilayer.docs.bank.ledger;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The lines of a ledger that say something, cut into sections at its barriers. Immutable.
 *
 * @param sections done one after another; the lines of one section in any order
 */
public record Ledger(List<List<LedgerLine>> sections) {

  /** Copies the lists. */
  public Ledger {
    sections = sections.stream().map(List::copyOf).toList();
  }

  /**
   * Reads a file in UTF-8; what is no UTF-8 comes out as replacement characters.
   *
   * @throws IOException if the file cannot be read
   */
  public static Ledger read(Path file) throws IOException {
    // Not Files.newBufferedReader, which gives up on the whole file at the first malformed byte.
    try (var lines = new BufferedReader(
        new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
      var all = new ArrayList<String>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        all.add(all.isEmpty() && line.startsWith("\uFEFF") ? line.substring(1) : line);
      }
      return of(all);
    }
  }

  /** A ledger of these lines. */
  public static Ledger of(List<String> lines) {
    var sections = new ArrayList<List<LedgerLine>>();
    var section = new ArrayList<LedgerLine>();
    for (int i = 0; i < lines.size(); i++) {
      LedgerLine line = LedgerLine.parse(i + 1, lines.get(i));
      if (line instanceof LedgerLine.Barrier) {
        sections.add(section);
        section = new ArrayList<>();
      } else if (!(line instanceof LedgerLine.Blank)) {
        section.add(line);
      }
    }
    sections.add(section);
    return new Ledger(sections);
  }

  /** How many lines say something, malformed ones included. */
  public int size() {
    return sections.stream().mapToInt(List::size).sum();
  }
}
