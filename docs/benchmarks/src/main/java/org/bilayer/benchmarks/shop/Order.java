package org.bilayer.benchmarks.shop;

import java.time.LocalDateTime;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * An order with its lines.
 *
 * @param version 0 before it is stored
 */
public record Order(long id, String customer, LocalDateTime placed, Set<Line> lines, long version) {

  private static final LocalDateTime OPENING = LocalDateTime.of(2026, 1, 1, 8, 0);

  /** How many lines an order has. */
  public static final int LINES = 10;

  /** The order with a number, as it is stored first. */
  public static Order numbered(long number) {
    var lines = new LinkedHashSet<Line>();
    for (int no = 1; no <= LINES; no++) {
      lines.add(Line.numbered(no));
    }
    return new Order(number, "Customer " + number % 100, OPENING.plusSeconds(number), lines, 0);
  }

  /** What an edit does to an order: its next state, and which lines it touched. */
  public record Edit(Order next, Set<Line> changed, Line added, Line removed) {}

  /** Takes out the first line, adds one behind the last, and one more of the last two. */
  public Edit edited() {
    int least = Integer.MAX_VALUE;
    int last = 0;
    for (Line line : lines) {
      least = Math.min(least, line.no());
      last = Math.max(last, line.no());
    }
    var next = new LinkedHashSet<Line>();
    var changed = new LinkedHashSet<Line>();
    Line removed = Line.numbered(least);
    for (Line line : lines) {
      if (line.no() == least) {
        removed = line;
      } else if (line.no() >= last - 1) {
        changed.add(line.more());
        next.add(line.more());
      } else {
        next.add(line);
      }
    }
    Line added = Line.numbered(last + 1);
    next.add(added);
    return new Edit(new Order(id, customer, placed, next, version), changed, added, removed);
  }

  /** The same with another version. */
  public Order at(long newVersion) {
    return new Order(id, customer, placed, lines, newVersion);
  }
}
