package org.bilayer.testkit.rolling;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.UUID;
import org.bilayer.value.StoredType;

/** Some stored value of a type. */
final class SampleValue {

  private SampleValue() {}

  static Object of(StoredType type, List<String> choices) {
    if (!choices.isEmpty()) {
      return choices.get(0);
    }
    return type.normalise(
        switch (type.kind()) {
          case TEXT, LONG_TEXT -> "a";
          case ENUM -> type.labels().isEmpty() ? "a" : type.labels().get(0);
          case DOCUMENT -> "{}";
          case DECIMAL -> BigDecimal.ZERO;
          case INT16 -> (short) start(type);
          case INT32 -> (int) start(type);
          case INT64 -> start(type);
          case BOOLEAN -> false;
          case DOUBLE -> 0.0;
          case INSTANT -> Instant.EPOCH.plusSeconds(1_000_000);
          case LOCAL_DATE_TIME -> LocalDateTime.of(2000, 1, 2, 3, 4, 5);
          case LOCAL_DATE -> LocalDate.of(2000, 1, 2);
          case LOCAL_TIME -> LocalTime.of(3, 4, 5);
          case UUID -> new UUID(1, 2);
          case BYTES -> new byte[type.isFixedLength() ? type.length() : 1];
          case LONG_BYTES -> new byte[1];
        });
  }

  private static long start(StoredType type) {
    return type.isRanged() ? Math.max(type.least().longValue(), 0) : 0;
  }
}
