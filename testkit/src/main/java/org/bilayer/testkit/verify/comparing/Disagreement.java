package org.bilayer.testkit.verify.comparing;

import java.util.List;
import org.bilayer.testkit.verify.history.Difference;
import org.bilayer.testkit.verify.history.Difference.Side;
import org.bilayer.testkit.verify.history.History;

/**
 * The first place at which a history shows a finding.
 *
 * @param headline a sentence: what differs
 * @param place such as {@code "unit 2, step 1"}
 * @param what what was done there; empty for the rows at the end
 * @param sides what each side said, in the order in which the sides are printed
 */
public record Disagreement(String headline, String place, String what, List<Side> sides) {

  /** Copies the list. */
  public Disagreement {
    sides = List.copyOf(sides);
  }

  /** Memory and a database gave different answers. */
  static Disagreement between(
      String database, String place, String what, String inMemory, String inDatabase) {
    return new Disagreement(
        "Memory and " + database + " differ.",
        place,
        what,
        List.of(new Side(Side.MEMORY, inMemory), new Side(Side.DATABASE, inDatabase)));
  }

  /**
   * For people, with the history that shows it.
   *
   * @param found how the history was found and how to find it again; empty for a history that was replayed
   */
  public Difference in(History history, String found) {
    return new Difference(headline, sides, history, place, what, found);
  }
}
