package org.bilayer.benchmarks;

/**
 * What a store holds, summed up: enough to tell work that was not done, or done twice.
 *
 * @param itemVersions sum of the items' versions
 * @param lineNumbers sum of the lines' numbers
 */
record Totals(
    long items,
    long stock,
    long itemVersions,
    long orders,
    long orderVersions,
    long lines,
    long lineNumbers,
    long quantity) {

  /** The same with restocked items. */
  Totals restocked(long times) {
    return new Totals(
        items,
        stock + times,
        itemVersions + times,
        orders,
        orderVersions,
        lines,
        lineNumbers,
        quantity);
  }

  /** The same with edited orders. */
  Totals edited(long times, long moreNumbers, long moreQuantity) {
    return new Totals(
        items,
        stock,
        itemVersions,
        orders,
        orderVersions + times,
        lines,
        lineNumbers + moreNumbers,
        quantity + moreQuantity);
  }

  /** The same with more items. */
  Totals withItems(long count, long moreStock) {
    return new Totals(
        items + count,
        stock + moreStock,
        itemVersions + count,
        orders,
        orderVersions,
        lines,
        lineNumbers,
        quantity);
  }

  /** The same with more orders as they are first. */
  Totals withOrders(long count, long linesEach) {
    return new Totals(
        items,
        stock,
        itemVersions,
        orders + count,
        orderVersions + count,
        lines + count * linesEach,
        lineNumbers + count * linesEach * (linesEach + 1) / 2,
        quantity + count * linesEach);
  }
}
