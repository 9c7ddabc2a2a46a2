package org.bilayer.docs.chinook;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What answers are made of. */
final class Facts {

  private Facts() {}

  /**
   * The same without an order.
   *
   * @throws IllegalStateException if a value comes twice, which a set would hide
   */
  static <V> Set<V> each(List<V> values) {
    Set<V> set = new HashSet<>(values);
    if (set.size() < values.size()) {
      throw new IllegalStateException("There are repeats in " + values);
    }
    return set;
  }

  /** What a customer bought. */
  record Spending(String customer, long invoices, BigDecimal spent, BigDecimal greatest) {}

  /**
   * About the tracks of one media type.
   *
   * @param composed tracks whose composer is known
   * @param composers different ones
   * @param averageMilliseconds rounded half even to six digits
   */
  record Media(
      long tracks,
      long composed,
      long composers,
      BigDecimal bytes,
      BigDecimal averageMilliseconds,
      Duration shortest,
      Duration longest,
      String firstName,
      String lastName) {}

  /** About invoices; nothing but a count where there are none. */
  record Turnover(
      long invoices,
      Optional<BigDecimal> sum,
      Optional<BigDecimal> average,
      Optional<BigDecimal> least,
      Optional<BigDecimal> greatest,
      Optional<LocalDateTime> first,
      Optional<LocalDateTime> last) {}

  /** A track in a list. */
  record Entry(String name, Duration length) {}

  /** What an agent's customers spent. */
  record Agent(String name, long customers, BigDecimal revenue) {}

  /** An album in a list. */
  record Listed(String title, int tracks, Duration length) {}

  /**
   * What was seen before, during and after something that was undone.
   *
   * @param changed how many the store said were changed
   */
  record Undone<V>(V before, long changed, V during, V after) {}

  /** Pages of ids, first from the beginning to the end, then back to the beginning. */
  record Pages(List<List<Integer>> there, List<List<Integer>> back) {}
}
