package org.bilayer.testkit.verify.law;

import java.util.ArrayList;
import java.util.List;

/** Which of many things a law looks at: a few that change from turn to turn. Immutable. */
final class Choice {

  /** Those that judge a history without the turn in which it was found. */
  static final List<Choice> FIRST =
      List.of(new Choice(0), new Choice(1), new Choice(2), new Choice(5));

  private final long turn;

  private Choice(long turn) {
    this.turn = turn;
  }

  /** The choice of a turn. */
  static Choice turn(long turn) {
    return new Choice(turn & Integer.MAX_VALUE);
  }

  /** Some of many, in their order from the first chosen on. */
  <E> List<E> some(List<E> many, int most) {
    var some = new ArrayList<E>();
    for (int i = 0; i < Math.min(most, many.size()); i++) {
      some.add(many.get((int) ((turn + i) % many.size())));
    }
    return some;
  }

  /** The choice of a later turn. */
  Choice shifted(int by) {
    return new Choice(turn + by);
  }
}
