package org.bilayer.testkit.verify;

import java.math.BigDecimal;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Stored values as text in which different values differ. */
final class Shown {

  private Shown() {}

  static String value(@Nullable Object value) {
    if (value instanceof String) {
      return Literal.of(value);
    }
    if (value instanceof BigDecimal number) {
      return number.toPlainString();
    }
    return value instanceof byte[] bytes
        ? "0x" + HexFormat.of().formatHex(bytes)
        : String.valueOf(value);
  }
}
