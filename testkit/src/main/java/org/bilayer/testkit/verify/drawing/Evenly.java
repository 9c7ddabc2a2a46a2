package org.bilayer.testkit.verify.drawing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Draws what was drawn least often until now, so that all have their turn, also across histories. One thread. */
final class Evenly {

  private record Drawn(String dimension, Object one) {}

  private final Map<Drawn, Integer> counts = new HashMap<>();

  /**
   * One of those that were drawn least often.
   *
   * @param dimension in which they are counted
   * @param all not empty; may change from call to call
   */
  <E> E next(String dimension, List<? extends E> all, Random random) {
    int least = Integer.MAX_VALUE;
    var rarest = new ArrayList<E>();
    for (E each : all) {
      int count = counts.getOrDefault(new Drawn(dimension, each), 0);
      if (count < least) {
        least = count;
        rarest.clear();
      }
      if (count == least) {
        rarest.add(each);
      }
    }
    E next = rarest.get(random.nextInt(rarest.size()));
    counts.put(new Drawn(dimension, next), least + 1);
    return next;
  }
}
