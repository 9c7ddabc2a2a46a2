package org.bilayer.benchmarks.shop;

import java.math.BigDecimal;

/** How much of what is ordered. */
public record Line(int no, String sku, int quantity, BigDecimal price) {

  /** The line with a number, as it is ordered first. */
  public static Line numbered(int no) {
    return new Line(no, "SKU-" + no, 1, BigDecimal.valueOf(no * 100L + 99, 2));
  }

  /** The same with one more of it. */
  Line more() {
    return new Line(no, sku, quantity + 1, price);
  }
}
