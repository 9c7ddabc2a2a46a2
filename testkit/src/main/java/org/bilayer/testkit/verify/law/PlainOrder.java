package org.bilayer.testkit.verify.law;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.UUID;

/** How two stored values of one column compare, as the documentation of {@code Sort} says. */
final class PlainOrder {

  private PlainOrder() {}

  static int compare(Object one, Object other) {
    if (one instanceof String text) {
      // By code point; a supplementary character is greater than every other one.
      return Arrays.compare(
          text.codePoints().toArray(), ((String) other).codePoints().toArray());
    }
    if (one instanceof BigDecimal number) {
      return number.compareTo((BigDecimal) other);
    }
    if (one instanceof byte[] bytes) {
      return Arrays.compareUnsigned(bytes, (byte[]) other);
    }
    if (one instanceof UUID uuid) {
      UUID second = (UUID) other;
      int high =
          Long.compareUnsigned(uuid.getMostSignificantBits(), second.getMostSignificantBits());
      return high != 0
          ? high
          : Long.compareUnsigned(uuid.getLeastSignificantBits(), second.getLeastSignificantBits());
    }
    return comparable(one).compareTo(other);
  }

  // Every other kind of stored value compares with values of its own class.
  @SuppressWarnings("unchecked")
  private static Comparable<Object> comparable(Object value) {
    return (Comparable<Object>) value;
  }
}
