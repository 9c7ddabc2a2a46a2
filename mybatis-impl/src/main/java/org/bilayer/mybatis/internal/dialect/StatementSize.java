package org.bilayer.mybatis.internal.dialect;

import org.bilayer.failure.FailureInternals;
import org.bilayer.failure.InvalidValueException;
import org.bilayer.value.Key;
import org.jspecify.annotations.Nullable;

/** The maximum number of bytes of values in a statement, for a driver that writes values into the statement as text. */
public final class StatementSize {

  /** The size of a number, a time or a UUID as text, including the separator. */
  private static final int SHORT_VALUE_BYTES = 64;

  private static final int BYTES_PER_UNIT = 3;

  private StatementSize() {}

  static long of(Key key) {
    long bytes = 0;
    for (int i = 0; i < key.size(); i++) {
      bytes += bound(key.value(i));
    }
    return bytes;
  }

  /**
   * Refuses values that exceed the size of a statement.
   *
   * @param most the maximum number of bytes of a statement
   * @throws InvalidValueException if the values have more bytes
   */
  public static void check(int textLength, @Nullable Object[] values, long most) {
    long bound = textLength;
    for (Object value : values) {
      bound += bound(value);
    }
    if (bound <= most) {
      return;
    }
    long bytes = textLength;
    for (Object value : values) {
      bytes += exactly(value);
    }
    if (bytes > most) {
      throw FailureInternals.invalidValue("a statement has at most " + most
          + " bytes, which the server's max_allowed_packet sets; this one has " + bytes
          + ". Raise max_allowed_packet, or write or search for fewer or shorter values in one "
          + "call");
    }
  }

  private static long bound(@Nullable Object value) {
    if (value instanceof String text) {
      return SHORT_VALUE_BYTES + (long) text.length() * BYTES_PER_UNIT * 2;
    }
    return value instanceof byte[] bytes
        ? SHORT_VALUE_BYTES + bytes.length * 2L
        : SHORT_VALUE_BYTES;
  }

  /** The size with a backslash before each character that needs a backslash. */
  private static long exactly(@Nullable Object value) {
    long bytes = 4;
    if (value instanceof String text) {
      for (int i = 0; i < text.length(); i++) {
        char unit = text.charAt(i);
        bytes += unit < 0x80
            ? (isEscaped(unit) ? 2 : 1)
            : unit < 0x800 || Character.isSurrogate(unit) ? 2 : BYTES_PER_UNIT;
      }
      return bytes;
    }
    if (value instanceof byte[] binary) {
      for (byte b : binary) {
        bytes += isEscaped((char) (b & 0xFF)) ? 2 : 1;
      }
      return bytes + "_binary".length();
    }
    return value == null ? bytes : bytes + value.toString().length();
  }

  private static boolean isEscaped(char unit) {
    return unit == '\'' || unit == '"' || unit == '\\' || unit == 0;
  }
}
