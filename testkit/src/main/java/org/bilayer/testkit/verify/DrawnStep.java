package org.bilayer.testkit.verify;

import java.util.List;

/** A {@link Step} as the kit sees it. */
non-sealed interface DrawnStep extends Step {

  /**
   * Does it.
   *
   * @return what came back, as text in which equal answers are equal
   * @throws org.bilayer.failure.DataException if the unit refuses
   */
  String perform(UnitRun stage);

  /** The table it is about; empty for those that are about none. */
  String table();

  /** What it is called where steps are counted. */
  String name();

  /** Whether it neither changes nor locks anything. */
  default boolean isRead() {
    return false;
  }

  /** How many steps it is. */
  default int size() {
    return 1;
  }

  /** The same with less in it, the boldest first; see {@link Shrinker}. */
  List<Step> simpler(Simplifier simplifier);
}
