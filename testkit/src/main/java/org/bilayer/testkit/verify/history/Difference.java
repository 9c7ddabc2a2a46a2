package org.bilayer.testkit.verify.history;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A finding about one history: two sides gave different answers, or one side broke a rule. Holds the shortest history that
 * was found to show it. Immutable.
 */
public final class Difference {

  /**
   * What one side said.
   *
   * @param name such as {@link #MEMORY}
   * @param answer a text, possibly of several lines
   */
  public record Side(String name, String answer) {

    /** The memory backend. */
    public static final String MEMORY = "in memory";

    /** The database. */
    public static final String DATABASE = "in database";
  }

  private final String headline;
  private final List<Side> sides;
  private final History history;
  private final String place;
  private final String step;
  private final String found;

  /**
   * Makes a finding.
   *
   * @param headline a sentence: what differs
   * @param sides what each side said, in the order in which the sides are printed
   * @param history shows the finding
   * @param place which step of the history
   * @param step what was done there; empty for the rows at the end
   * @param found how the history was found and how to find it again; empty for a history that was replayed
   */
  public Difference(
      String headline, List<Side> sides, History history, String place, String step, String found) {
    this.headline = headline;
    this.sides = List.copyOf(sides);
    this.history = history;
    this.place = place;
    this.step = step;
    this.found = found;
  }

  /** What differs, as a sentence. */
  public String headline() {
    return headline;
  }

  /** What each side said. Unmodifiable. */
  public List<Side> sides() {
    return sides;
  }

  /** What the side of that name said; empty if no side has that name. */
  public Optional<String> answer(String side) {
    return sides.stream()
        .filter(each -> each.name().equals(side))
        .map(Side::answer)
        .findFirst();
  }

  /** The history, shrunk. */
  public History history() {
    return history;
  }

  /** Which step of the history the finding is about. */
  public String place() {
    return place;
  }

  /** What was done at that place; empty for the rows at the end. */
  public String step() {
    return step;
  }

  /** How the history was found and how to find it again; empty for a history that was replayed. */
  public String found() {
    return found;
  }

  /** For people: what differs, how to do it again, and the history as a test to be pasted. */
  public String message() {
    var text = new StringBuilder(headline).append('\n');
    int width = sides.stream().mapToInt(side -> side.name().length()).max().orElse(0) + 2;
    addLine(text, width, "at", place + (step.isEmpty() ? "" : ", " + step));
    sides.forEach(side -> addLine(text, width, side.name(), side.answer()));
    return text.append(found.isEmpty() ? "" : "  " + found + "\n")
        .append("\nAs a test, to be pasted into the class that verifies the model:\n\n")
        .append(source())
        .toString();
  }

  private static void addLine(StringBuilder text, int width, String name, String answer) {
    text.append("  ")
        .append(name)
        .append(':')
        .append(" ".repeat(Math.max(1, width - name.length() - 1)))
        .append(answer.strip().replace("\n", "\n" + " ".repeat(width + 2)))
        .append('\n');
  }

  /** The history as Java: imports, then a method of a subclass of {@link org.bilayer.testkit.verify.ModelVerification}. */
  public String source() {
    return "import static org.bilayer.testkit.verify.history.Steps.*;\n"
        + "import org.bilayer.testkit.verify.history.History;\n\n"
        + "  @org.junit.jupiter.api.Test\n"
        + "  void " + testName() + "() {\n"
        + "    verification().replay(" + history + ");\n"
        + "  }\n";
  }

  private String testName() {
    boolean isOfBoth = answer(Side.MEMORY).isPresent() && answer(Side.DATABASE).isPresent();
    return isOfBoth ? "memoryAndDatabaseAgree" : "historyGivesTheAnswersOfTheContract";
  }

  /** The same headline, sides, history and place. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Difference that
        && headline.equals(that.headline)
        && sides.equals(that.sides)
        && place.equals(that.place)
        && history.toString().equals(that.history.toString());
  }

  @Override
  public int hashCode() {
    return Objects.hash(headline, sides, place);
  }

  @Override
  public String toString() {
    return headline + " " + sides;
  }
}
