package org.bilayer.benchmarks.shop;

import java.math.BigDecimal;
import java.time.LocalDateTime;

/**
 * Something the shop sells.
 *
 * @param version 0 before it is stored
 */
public record Item(
    long id,
    String sku,
    String title,
    int category,
    BigDecimal price,
    int stock,
    LocalDateTime added,
    long version) {

  private static final LocalDateTime OPENING = LocalDateTime.of(2026, 1, 1, 8, 0);

  /** How many items share a category, whatever the size of the shop. */
  public static final int PER_CATEGORY = 1000;

  /** The item with a number, as it is stored first. */
  public static Item numbered(long number, int categories) {
    return new Item(
        number,
        "SKU-" + number,
        "An item that is sold under the number " + number,
        (int) (number % categories),
        BigDecimal.valueOf(number * 37 % 1_000_000, 2),
        (int) ((number / 1000 + number) % 100),
        OPENING.plusSeconds(number),
        0);
  }

  /** The same with one more in stock. */
  public Item restocked() {
    return new Item(id, sku, title, category, price, stock + 1, added, version);
  }

  /** The same with another version. */
  public Item at(long newVersion) {
    return new Item(id, sku, title, category, price, stock, added, newVersion);
  }
}
