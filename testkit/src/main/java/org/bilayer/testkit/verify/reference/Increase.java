package org.bilayer.testkit.verify.reference;

import java.math.BigDecimal;
import org.bilayer.value.StoredType;

/** Adds two numbers of one column. */
final class Increase {

  private Increase() {}

  /** "Only integers and decimals." */
  static boolean isExact(StoredType type) {
    return switch (type.kind()) {
      case INT16, INT32, INT64, DECIMAL -> true;
      default -> false;
    };
  }

  /**
   * The sum, as the column stores it.
   *
   * @throws ArithmeticException if the sum does not fit
   */
  static Object of(StoredType type, Object one, Object other) {
    BigDecimal sum = new BigDecimal(one.toString()).add(new BigDecimal(other.toString()));
    if (type.isRanged()
        && (sum.compareTo(new BigDecimal(type.least())) < 0
            || sum.compareTo(new BigDecimal(type.greatest())) > 0)) {
      throw new ArithmeticException("out of range");
    }
    return switch (type.kind()) {
      case INT16 -> sum.shortValueExact();
      case INT32 -> sum.intValueExact();
      case INT64 -> sum.longValueExact();
      default -> type.normalise(sum);
    };
  }
}
