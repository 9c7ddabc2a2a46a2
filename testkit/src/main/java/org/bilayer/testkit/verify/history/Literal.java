package org.bilayer.testkit.verify.history;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Stored values as Java source that needs no import beyond that of {@link Steps}. */
public final class Literal {

  private Literal() {}

  public static String of(@Nullable Object value) {
    if (value == null) {
      return "null";
    }
    if (value instanceof String text) {
      return text(text);
    }
    if (value instanceof Short) {
      return "(short) " + value;
    }
    if (value instanceof Long number) {
      return number == Long.MIN_VALUE ? "Long.MIN_VALUE" : number + "L";
    }
    if (value instanceof Integer number) {
      return number == Integer.MIN_VALUE ? "Integer.MIN_VALUE" : number.toString();
    }
    if (value instanceof Double number) {
      return number(number);
    }
    if (value instanceof BigDecimal number) {
      return "new java.math.BigDecimal(\"" + number + "\")";
    }
    if (value instanceof Instant
        || value instanceof LocalDate
        || value instanceof LocalDateTime
        || value instanceof LocalTime) {
      return value.getClass().getName() + ".parse(\"" + value + "\")";
    }
    if (value instanceof UUID) {
      return "java.util.UUID.fromString(\"" + value + "\")";
    }
    if (value instanceof byte[] bytes) {
      return bytes(bytes);
    }
    if (value instanceof Boolean) {
      return value.toString();
    }
    throw new IllegalArgumentException(
        "Not a stored value [class=" + value.getClass().getName() + "].");
  }

  static String all(Collection<?> values) {
    return values.stream().map(Literal::of).collect(Collectors.joining(", "));
  }

  /** A key as the call that makes it. */
  static String key(List<Object> key) {
    return "key(" + all(key) + ")";
  }

  /** Keys, separated by commas. */
  static String keys(List<List<Object>> keys) {
    return keys.stream().map(Literal::key).collect(Collectors.joining(", "));
  }

  private static String number(double number) {
    if (Double.isNaN(number)) {
      return "Double.NaN";
    }
    if (Double.isInfinite(number)) {
      return number > 0 ? "Double.POSITIVE_INFINITY" : "Double.NEGATIVE_INFINITY";
    }
    return Double.toString(number);
  }

  private static String bytes(byte[] bytes) {
    var text = new StringBuilder("new byte[] {");
    for (int i = 0; i < bytes.length; i++) {
      text.append(i == 0 ? "" : ", ").append(bytes[i]);
    }
    return text.append("}").toString();
  }

  /** A text, with escapes for what does not print; a long run of one character is written as such. */
  private static String text(String text) {
    if (text.length() > 40 && text.codePoints().distinct().count() == 1) {
      int codePoint = text.codePointAt(0);
      int count = text.codePointCount(0, text.length());
      return text(Character.toString(codePoint)) + ".repeat(" + count + ")";
    }
    var literal = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      switch (unit) {
        case '"' -> literal.append("\\\"");
        case '\\' -> literal.append("\\\\");
        case '\n' -> literal.append("\\n");
        case '\r' -> literal.append("\\r");
        case '\t' -> literal.append("\\t");
        default -> {
          if (unit >= ' ' && unit <= '~') {
            literal.append(unit);
          } else {
            literal.append(String.format("\\u%04x", (int) unit));
          }
        }
      }
    }
    return literal.append('"').toString();
  }
}
