package org.bilayer.testkit.verify.recording;

import com.google.common.collect.ConcurrentHashMultiset;
import com.google.common.collect.ImmutableSortedMultiset;
import com.google.common.collect.Multiset;
import java.util.LinkedHashMap;
import java.util.Map;

/** How often each thing was seen. Thread-safe. */
final class Tally {

  private final Multiset<String> counts = ConcurrentHashMultiset.create();

  void add(String what) {
    counts.add(what);
  }

  long of(String what) {
    return counts.count(what);
  }

  /** All of them, by name. */
  Map<String, Long> all() {
    var all = new LinkedHashMap<String, Long>();
    ImmutableSortedMultiset.copyOf(counts)
        .forEachEntry((what, count) -> all.put(what, (long) count));
    return all;
  }
}
