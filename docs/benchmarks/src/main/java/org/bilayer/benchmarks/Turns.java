package org.bilayer.benchmarks;

import com.google.common.math.Quantiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
      Map<Integer, Double> quartiles = Quantiles.quartiles().indexes(1, 2, 3).compute(numbers);
      return new Spread(quartiles.get(2), quartiles.get(1), quartiles.get(3));
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
