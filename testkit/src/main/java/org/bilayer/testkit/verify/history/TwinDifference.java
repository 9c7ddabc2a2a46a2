package org.bilayer.testkit.verify.history;

/**
 * That a hand-written query and its twin gave different answers, with the fewest rows that were found to show it. Immutable.
 *
 * @param database product and version
 * @param history adds the rows; shrunk
 * @param call what was asked
 * @param twin the answer in memory
 * @param mapper the answer of the database
 * @param rows all rows there are, by table
 * @param found what was generated and how to do it again; empty for one that was replayed
 */
public record TwinDifference(
    String database,
    History history,
    Call call,
    String twin,
    String mapper,
    String rows,
    String found) {

  public TwinDifference found(String text) {
    return new TwinDifference(database, history, call, twin, mapper, rows, text);
  }

  /** For people: what differs, how to do it again, and the rows and the call as a test to be pasted. */
  public String message() {
    return "A hand-written query of " + call.queries().getSimpleName() + " and its twin differ on "
        + database + ".\n"
        + "  call:     " + call.shown() + "\n"
        + "  twin:     " + indented(twin) + "\n"
        + "  database: " + indented(mapper) + "\n"
        + "  rows:     " + indented(rows) + "\n"
        + (found.isEmpty() ? "" : "  " + found + "\n")
        + "\nAs a test, to be pasted into the class that verifies the model:\n\n"
        + source();
  }

  /** The rows and the call as Java: imports, then a method of a subclass of {@link org.bilayer.testkit.verify.ModelVerification}. */
  public String source() {
    return "import static org.bilayer.testkit.verify.history.Steps.*;\n"
        + "import org.bilayer.testkit.verify.history.History;\n\n"
        + "  @org.junit.jupiter.api.Test\n"
        + "  void queriesAnswerAsTheirTwin() {\n"
        + "    verification().replay(" + history + ",\n        " + call + ");\n"
        + "  }\n";
  }

  private static String indented(String text) {
    return text.strip().replace("\n", "\n            ");
  }
}
