package org.bilayer.benchmarks;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.bilayer.benchmarks.shop.Order;

/** The orders of a stage as they must be, played along outside of every store. One thread. */
final class Edits {

  private static final Map<Stage, Edits> OF_STAGES = new WeakHashMap<>();

  private final Map<Long, Order> orders = new HashMap<>();

  private Edits() {}

  /** The orders of a stage, unedited at first. */
  static synchronized Edits of(Stage stage) {
    return OF_STAGES.computeIfAbsent(stage, key -> new Edits());
  }

  /** Edits orders, and tells by how much the quantity of all lines grew. */
  long play(List<Long> ids) {
    long more = 0;
    for (long id : ids) {
      Order before = orders.computeIfAbsent(id, Order::numbered);
      Order after = before.edited().next();
      more += Workload.quantity(after) - Workload.quantity(before);
      orders.put(id, after);
    }
    return more;
  }
}
