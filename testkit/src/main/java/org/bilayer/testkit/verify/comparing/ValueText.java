package org.bilayer.testkit.verify.comparing;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.bilayer.testkit.verify.history.Literal;
import org.jspecify.annotations.Nullable;

/** Stored values as text in which different values differ. */
public final class ValueText {

  /** What an answer says of an aggregate that is not there. */
  static final String ABSENT = "absent";

  private ValueText() {}

  public static String of(@Nullable Object value) {
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

  /** Several texts as one, with their number; sorted where a backend was free to choose their order. */
  static String all(List<String> texts, boolean ordered) {
    var all = new ArrayList<>(texts);
    if (!ordered) {
      all.sort(null);
    }
    return all.size() + ": " + all;
  }
}
