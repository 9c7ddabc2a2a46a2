package org.bilayer.inmemory.internal.table;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.bilayer.value.StoredType;

/** Numbers in the order of a type's values: where the numbers of two values differ, the values are in the same order. */
final class ValuePrefix {
  /*
   * Whole numbers are their own prefix. Text gives the first eight bytes of its UTF-8 form, whose order is that of code
   * points; it is cut off anywhere, even within a character, and filled up with zeros, which no text has. UUIDs and bytes
   * give their first eight bytes. Compared as signed numbers, so what is ordered unsigned has its highest bit turned over.
   */
  private static final int BYTES = 8;

  /** So many decimal digits always fit into a long. */
  private static final int LONG_DIGITS = 18;

  /** What the number of a value is; a switch over constants, since a call of a function would be most of the work. */
  private enum Form {
    LONG,
    WHOLE,
    TRUTH,
    TEXT,
    UUID,
    BYTES,
    DATE,
    TIME,
    INSTANT,
    DATE_TIME,
    DECIMAL,
    NONE
  }

  private final Form form;
  private final boolean exact;

  private ValuePrefix(Form form, boolean exact) {
    this.form = form;
    this.exact = exact;
  }

  static ValuePrefix of(StoredType type) {
    return switch (type.kind()) {
      case INT64 -> new ValuePrefix(Form.LONG, true);
      case INT16, INT32 -> new ValuePrefix(Form.WHOLE, true);
      case BOOLEAN -> new ValuePrefix(Form.TRUTH, true);
      case TEXT, ENUM, DOCUMENT, LONG_TEXT -> new ValuePrefix(Form.TEXT, false);
      case UUID -> new ValuePrefix(Form.UUID, false);
      case BYTES, LONG_BYTES -> new ValuePrefix(Form.BYTES, false);
      case LOCAL_DATE -> new ValuePrefix(Form.DATE, true);
      case LOCAL_TIME -> new ValuePrefix(Form.TIME, true);
      case INSTANT -> new ValuePrefix(Form.INSTANT, false);
      case LOCAL_DATE_TIME -> new ValuePrefix(Form.DATE_TIME, false);
      case DECIMAL ->
        new ValuePrefix(
            type.length() - type.scale() <= LONG_DIGITS ? Form.DECIMAL : Form.NONE, false);
      case DOUBLE -> new ValuePrefix(Form.NONE, false);
    };
  }

  long of(Object value) {
    return switch (form) {
      case LONG -> (Long) value;
      case WHOLE -> ((Number) value).longValue();
      case TRUTH -> (Boolean) value ? 1 : 0;
      case TEXT -> ofText((String) value);
      case UUID -> unsigned(((UUID) value).getMostSignificantBits());
      case BYTES -> ofBytes((byte[]) value);
      case DATE -> ((LocalDate) value).toEpochDay();
      case TIME -> ((LocalTime) value).toNanoOfDay();
      case INSTANT -> ((Instant) value).getEpochSecond();
      case DATE_TIME -> ((LocalDateTime) value).toEpochSecond(ZoneOffset.UTC);
      case DECIMAL -> ((BigDecimal) value).longValue();
      case NONE -> 0;
    };
  }

  /** Whether values with the same prefix are equal. */
  boolean isExact() {
    return exact;
  }

  /** Whether all numbers fit into 32 bits. */
  boolean isNarrow() {
    return form == Form.WHOLE || form == Form.TRUTH || form == Form.DATE;
  }

  /** Whether the numbers use all bits, the highest first, as those of texts do. */
  boolean isSpread() {
    return form == Form.TEXT || form == Form.UUID || form == Form.BYTES;
  }

  private static long ofText(String text) {
    int length = Math.min(BYTES, text.length());
    long bits = 0;
    for (int i = 0; i < length; i++) {
      char unit = text.charAt(i);
      if (unit >= 0x80) {
        return ofAnyText(text);
      }
      bits = (bits << 8) | unit;
    }
    return unsigned(length == 0 ? 0 : bits << (8 * (BYTES - length)));
  }

  private static long ofAnyText(String text) {
    long bits = 0;
    int room = BYTES;
    for (int i = 0; room > 0 && i < text.length(); i++) {
      int codePoint = text.codePointAt(i);
      i += Character.charCount(codePoint) - 1;
      int width = widthOf(codePoint);
      for (int part = 0; part < width && room > 0; part++) {
        bits = (bits << 8) | utf8(codePoint, width, part);
        room--;
      }
    }
    return unsigned(room == BYTES ? 0 : bits << (8 * room));
  }

  private static int widthOf(int codePoint) {
    if (codePoint < 0x80) {
      return 1;
    }
    return codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
  }

  /** One byte of a code point's UTF-8 form: RFC 3629, section 3. */
  private static int utf8(int codePoint, int width, int part) {
    if (width == 1) {
      return codePoint;
    }
    int bits = codePoint >> (6 * (width - 1 - part));
    return part == 0 ? ((0xF0 << (4 - width)) & 0xFF) | bits : 0x80 | (bits & 0x3F);
  }

  private static long ofBytes(byte[] bytes) {
    long bits = 0;
    for (int i = 0; i < BYTES; i++) {
      bits = (bits << 8) | (i < bytes.length ? bytes[i] & 0xFF : 0);
    }
    return unsigned(bits);
  }

  private static long unsigned(long bits) {
    return bits ^ Long.MIN_VALUE;
  }
}
