package org.bilayer.benchmarks;

/** The rows that contenders work on, seen without them. */
interface Stage {

  /** How many items there are between turns; their ids are 1 and up. */
  long items();

  /** How many orders there are between turns; their ids are 1 and up. */
  long orders();

  /** How many categories there are, from 0. */
  int categories();

  /** What is stored now. */
  Totals totals();

  /** Removes the items with ids beyond those there are between turns. */
  void removeAddedItems();

  /** Removes the orders with ids beyond those there are between turns. */
  void removeAddedOrders();
}
