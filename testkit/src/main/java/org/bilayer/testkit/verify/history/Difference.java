package org.bilayer.testkit.verify.history;

/**
 * That memory and a database gave different answers, with the shortest history that was found to show it. Immutable.
 *
 * @param database product and version
 * @param history shrunk
 * @param place which step of it
 * @param step what was done there; empty for the rows at the end
 * @param inMemory what came of it in memory
 * @param inDatabase what came of it in the database
 * @param found what was generated and how to do it again; empty for a history that was replayed
 */
public record Difference(
    String database,
    History history,
    String place,
    String step,
    String inMemory,
    String inDatabase,
    String found) {

  /** For people: what differs, how to do it again, and the history as a test to be pasted. */
  public String message() {
    return "Memory and " + database + " differ.\n"
        + "  at:          " + place + (step.isEmpty() ? "" : ", " + step) + "\n"
        + "  in memory:   " + indented(inMemory) + "\n"
        + "  in database: " + indented(inDatabase) + "\n"
        + (found.isEmpty() ? "" : "  " + found + "\n")
        + "\nAs a test, to be pasted into the class that verifies the model:\n\n"
        + source();
  }

  /** The history as Java: imports, then a method of a subclass of {@link org.bilayer.testkit.verify.ModelVerification}. */
  public String source() {
    return "import static org.bilayer.testkit.verify.history.Steps.*;\n"
        + "import org.bilayer.testkit.verify.history.History;\n\n"
        + "  @org.junit.jupiter.api.Test\n"
        + "  void memoryAndDatabaseAgree() {\n"
        + "    verification().replay(" + history + ");\n"
        + "  }\n";
  }

  private static String indented(String text) {
    return text.strip().replace("\n", "\n               ");
  }
}
