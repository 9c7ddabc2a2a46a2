package org.bilayer.docs.verify.mutants.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bilayer.docs.Repository;

/** The table of the engine's mutants on the page about the testkit. */
final class EngineMutantTable {

  /** Mistakes that the default verification does not find within five seeds, by id, with the reason. */
  static final Map<String, String> SURVIVORS = Map.of();

  private static final String BEGIN = "<!-- engine mutants: begin -->\n";
  private static final String END = "<!-- engine mutants: end -->\n";
  private static final Path PAGE = Repository.root().resolve("docs/testkit.md");
  private static final Pattern LAW = Pattern.compile("breaks the law (\\w+)\\.");

  /**
   * How a mutant was found.
   *
   * @param test the test that failed
   * @param message of its failure
   * @param steps of the counterexample; empty where there is none
   */
  record Kill(String test, String message, Optional<Integer> steps, long seed) {

    /** The law, the reference model, comparing, or another check of the verification. */
    String finder() {
      Matcher law = LAW.matcher(message);
      if (law.find()) {
        return "`" + law.group(1) + "`";
      }
      if (message.contains("and the reference model differ")
          || message.contains("The reference model stands alone")) {
        return "reference model";
      }
      return test.startsWith("histories") ? "comparing" : "`" + test + "`";
    }
  }

  private EngineMutantTable() {}

  /** The lines that the page has for the mutants now. */
  static List<String> rows() throws IOException {
    String text = Files.readString(PAGE);
    return text.substring(text.indexOf(BEGIN) + BEGIN.length(), text.indexOf(END))
        .lines()
        .skip(2)
        .toList();
  }

  /** What a row begins with. */
  static String opening(EngineMutant mutant) {
    return "| " + mutant.id() + " | " + mutant.mistake() + " | ";
  }

  /** A row; a mutant without a kill survives. */
  static String row(EngineMutant mutant, Optional<Kill> kill) {
    return opening(mutant)
        + kill.map(found -> found.finder() + " | "
                + found.steps().map(Object::toString).orElse("–") + " | " + found.seed())
            .orElse("survives | – | –")
        + " |";
  }

  /** Writes the table into the page. */
  static void write(List<String> rows) throws IOException {
    String text = Files.readString(PAGE);
    int begin = text.indexOf(BEGIN) + BEGIN.length();
    Files.writeString(
        PAGE,
        text.substring(0, begin)
            + "| | mistake | found by | steps | seed |\n|---|---|---|---|---|\n"
            + String.join("\n", rows) + "\n"
            + text.substring(text.indexOf(END)));
  }
}
