package org.bilayer.docs.verify.mutants;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bilayer.docs.Repository;

/** The table of mutants on the page about the testkit. */
final class MutantTable {

  /** Mistakes that no comparison of answers can find, with the reason. */
  static final Map<String, String> SURVIVORS = Map.of(
      "rows without an order come by id",
      "every order is right where none was asked for, a fixed one too");

  private static final String BEGIN = "<!-- mutants: begin -->\n";
  private static final String END = "<!-- mutants: end -->\n";
  private static final List<String> DATABASES = List.of("h2", "postgresql", "mariadb");

  private MutantTable() {}

  static Path page() {
    return Repository.root().resolve("docs/testkit.md");
  }

  /** Writes the table for what was found: steps by mutant and database. */
  static void write(Map<String, Map<String, Integer>> steps) {
    var table = new StringBuilder(
        "| entry | mistake | H2 | PostgreSQL | MariaDB |\n|---|---|---|---|---|\n");
    for (Mutant mutant : Mutants.all()) {
      table
          .append("| ")
          .append(mutant.entry())
          .append(" | ")
          .append(mutant.name())
          .append(" |");
      for (String database : DATABASES) {
        Integer found = steps.getOrDefault(mutant.toString(), Map.of()).get(database);
        table.append(' ').append(found == null ? "survives" : found.toString()).append(" |");
      }
      table.append('\n');
    }
    try {
      String text = Files.readString(page());
      int begin = text.indexOf(BEGIN) + BEGIN.length();
      Files.writeString(
          page(), text.substring(0, begin) + table + text.substring(text.indexOf(END)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
