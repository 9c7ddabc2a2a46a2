package org.bilayer.tools.internal.plan;

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Gives each name once. A second taker of a name gets the name with a number behind it. One thread. */
final class Namer {

  private final Set<String> taken = new HashSet<>();
  private final boolean ignoresCase;

  /**
   * Begins without names but those that nobody may have.
   *
   * @param ignoresCase whether names of another letter case are the same, as files of some systems are
   */
  Namer(Collection<String> reserved, boolean ignoresCase) {
    this.ignoresCase = ignoresCase;
    reserved.forEach(name -> taken.add(folded(name)));
  }

  /** Whether nobody has the name. */
  boolean isFree(String name) {
    return !taken.contains(folded(name));
  }

  /** Takes a name, or the first free one with a number behind it. */
  String take(String wanted) {
    String name = wanted;
    for (int number = 2; !taken.add(folded(name)); number++) {
      name = wanted + number;
    }
    return name;
  }

  /** As {@link #take}, at most so long. */
  String take(String wanted, int length) {
    String name = wanted;
    for (int number = 2; !taken.add(folded(name)); number++) {
      String end = "_" + number;
      name = wanted.substring(0, Math.min(wanted.length(), length - end.length())) + end;
    }
    return name;
  }

  private String folded(String name) {
    return ignoresCase ? name.toLowerCase(Locale.ROOT) : name;
  }
}
