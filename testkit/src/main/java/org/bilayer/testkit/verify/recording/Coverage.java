package org.bilayer.testkit.verify.recording;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bilayer.testkit.report.Report;

/** Which values of each {@link Dimension} there could be, and which were compared. Thread-safe. */
final class Coverage {

  private final Map<Dimension, Set<String>> possible = new EnumMap<>(Dimension.class);
  private final Map<Dimension, Set<String>> drawn = new EnumMap<>(Dimension.class);

  synchronized void possible(Dimension dimension, String value) {
    possible.computeIfAbsent(dimension, none -> new LinkedHashSet<>()).add(value);
  }

  synchronized void drawn(Dimension dimension, String value) {
    drawn.computeIfAbsent(dimension, none -> new LinkedHashSet<>()).add(value);
  }

  /** The share of each dimension that has possible values. */
  synchronized List<Report.Share> shares() {
    var shares = new ArrayList<Report.Share>();
    possible.forEach((dimension, values) -> {
      Set<String> seen = drawn.getOrDefault(dimension, Set.of());
      List<String> never =
          values.stream().filter(value -> !seen.contains(value)).toList();
      shares.add(
          new Report.Share(dimension.text(), values.size() - never.size(), values.size(), never));
    });
    return shares;
  }
}
