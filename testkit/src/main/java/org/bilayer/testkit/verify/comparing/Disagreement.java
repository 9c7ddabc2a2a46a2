package org.bilayer.testkit.verify.comparing;

import org.bilayer.testkit.verify.history.Difference;
import org.bilayer.testkit.verify.history.History;

/** The first place at which two backends gave different answers to one history. */
public record Disagreement(String place, String what, String memory, String database) {

  /**
   * For people, with the history that shows it.
   *
   * @param name product and version of the database
   * @param found what was generated and how to do it again; empty for a history that was replayed
   */
  public Difference in(History history, String name, String found) {
    return new Difference(name, history, place, what, memory, database, found);
  }
}
