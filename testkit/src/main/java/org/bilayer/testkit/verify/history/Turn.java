package org.bilayer.testkit.verify.history;

import org.jspecify.annotations.Nullable;

/**
 * What one of two interleaved units does next. Made by {@link Steps#first} and {@link Steps#second}, and by {@link
 * Steps#firstEnds} and {@link Steps#secondEnds}.
 *
 * @param first which unit
 * @param step what it does; null where it ends
 * @param rolledBack whether it ends by a rollback
 */
public record Turn(boolean first, @Nullable Step step, boolean rolledBack) {

  /** As Java, the way it is written by hand. */
  @Override
  public String toString() {
    String who = first ? "first" : "second";
    return step == null ? who + "Ends(" + !rolledBack + ")" : who + "(" + step + ")";
  }
}
