package org.bilayer.testkit.verify.drawing;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.text.Normalizer;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.bilayer.value.StoredType;

/** Values that some store, setting or driver takes for another one. */
final class ConfusedValues {

  private ConfusedValues() {}

  /** Some values that are near to one, of a type; not all of them fit. */
  static List<Object> to(StoredType type, Object value) {
    var near = new ArrayList<Object>();
    switch (type.kind()) {
      case TEXT -> {
        String text = (String) value;
        near.add(text + " ");
        near.add(text.toUpperCase(Locale.ROOT));
        near.add(text.toLowerCase(Locale.ROOT));
        near.add(text.strip());
        near.add(Normalizer.normalize(text, Normalizer.Form.NFD));
        near.add(Normalizer.normalize(text, Normalizer.Form.NFD).replaceAll("\\p{M}", ""));
        near.add(text + "a");
        // These two change places between the orders of code points and of UTF-16.
        near.add(
            text.contains("\ufffd")
                ? text.replace("\ufffd", "\ud83d\ude00")
                : text.replaceFirst("[^\\x00-\\x7f]+", "\ufffd"));
      }
      case DECIMAL -> {
        BigDecimal number = (BigDecimal) value;
        near.add(number.add(new BigDecimal(BigInteger.ONE, type.scale())));
        near.add(number.negate());
      }
      case INT16 -> near.add((short) ((Short) value + 1));
      case INT32 -> near.add((Integer) value + 1);
      // Not the least number but one, see RandomValues.
      case INT64 -> near.add((Long) value == Long.MIN_VALUE ? 0L : (Long) value + 1);
      case INSTANT -> {
        near.add(((Instant) value).plusNanos(1_000));
        near.add(((Instant) value).plusNanos(1));
      }
      case LOCAL_DATE_TIME -> near.add(((LocalDateTime) value).plusNanos(1_000));
      case LOCAL_TIME -> near.add(((LocalTime) value).plusNanos(1_000));
      case UUID -> {
        UUID uuid = (UUID) value;
        near.add(new UUID(~uuid.getMostSignificantBits(), uuid.getLeastSignificantBits()));
        near.add(new UUID(uuid.getMostSignificantBits(), ~uuid.getLeastSignificantBits()));
      }
      case BYTES -> {
        byte[] bytes = (byte[]) value;
        near.add(java.util.Arrays.copyOf(bytes, bytes.length + 1));
        if (bytes.length > 0) {
          byte[] flipped = bytes.clone();
          flipped[0] = (byte) (flipped[0] ^ 0x80);
          near.add(flipped);
        }
      }
      case ENUM, BOOLEAN, DOUBLE, LOCAL_DATE, DOCUMENT, LONG_TEXT, LONG_BYTES -> {}
    }
    return near;
  }
}
