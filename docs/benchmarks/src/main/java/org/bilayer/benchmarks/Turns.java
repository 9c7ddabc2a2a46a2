package org.bilayer.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** A contender's times at a workload, in nanoseconds per operation, round by round. */
record Turns(List<Double> nanos) {

  /**
   * The middle of some numbers, and the middle half around it.
   *
   * @param low the first quartile
   * @param high the third quartile
   */
  record Spread(double median, double low, double high) {

    static Spread of(List<Double> numbers) {
      var sorted = new ArrayList<>(numbers);
      sorted.sort(null);
      return new Spread(at(sorted, 0.5), at(sorted, 0.25), at(sorted, 0.75));
    }

    private static double at(List<Double> sorted, double part) {
      double place = part * (sorted.size() - 1);
      int below = (int) place;
      int above = Math.min(below + 1, sorted.size() - 1);
      return sorted.get(below) + (place - below) * (sorted.get(above) - sorted.get(below));
    }
  }

  Spread time() {
    return Spread.of(nanos);
  }

  /** These times over another's of the same rounds. */
  Spread ratioTo(Turns other) {
    var ratios = new ArrayList<Double>();
    for (int i = 0; i < nanos.size(); i++) {
      ratios.add(nanos.get(i) / other.nanos.get(i));
    }
    return Spread.of(ratios);
  }
}
