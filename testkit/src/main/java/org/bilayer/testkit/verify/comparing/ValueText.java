package org.bilayer.testkit.verify.comparing;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.bilayer.testkit.verify.history.Literal;
import org.bilayer.testkit.verify.history.RowValues;
import org.jspecify.annotations.Nullable;

/** Stored values as text in which different values differ. */
public final class ValueText {

  /** What an answer says of an aggregate that is not there. */
  public static final String ABSENT = "absent";

  private ValueText() {}

  /** One stored value. */
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

  /** The values of an object with those of its owned rows. */
  public static String of(RowValues values) {
    var text = new StringBuilder("{");
    values
        .values()
        .forEach((name, value) ->
            text.append(text.length() == 1 ? "" : ", ").append(name).append('=').append(of(value)));
    values.owned().forEach((table, rows) -> {
      if (!rows.isEmpty()) {
        text.append(", ")
            .append(table)
            .append('=')
            .append(rows.stream().map(row -> of(row)).toList());
      }
    });
    return text.append('}').toString();
  }

  /** Several texts as one, with their number; sorted where a backend was free to choose their order. */
  public static String all(List<String> texts, boolean ordered) {
    var all = new ArrayList<>(texts);
    if (!ordered) {
      all.sort(null);
    }
    return all.size() + ": " + all;
  }
}
