package org.bilayer.benchmarks;

/** The rows that contenders work on, seen without them. */
interface Stage {

  /** How many items there are between turns; their ids are {@link #firstItem} and up. */
  long items();

  /** The lowest id of an item. */
  default long firstItem() {
    return 1;
  }

  /** How many orders there are between turns; their ids are 1 and up. */
  long orders();

  /** How many categories there are, from 0. */
  int categories();

  /** Whether {@link #totals} may be asked for often. */
  default boolean isQuicklySummedUp() {
    return items() <= 200_000;
  }

  /** What is stored now. */
  Totals totals();

  /** Removes the items with ids beyond those there are between turns. */
  void removeAddedItems();

  /** Removes the orders with ids beyond those there are between turns. */
  void removeAddedOrders();
}
