package org.bilayer.benchmarks;

import com.google.common.math.Quantiles;
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
      return new Spread(
          Quantiles.median().compute(numbers),
          Quantiles.quartiles().index(1).compute(numbers),
          Quantiles.quartiles().index(3).compute(numbers));
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
