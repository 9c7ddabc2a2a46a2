package org.bilayer.testkit.verify.shrinking;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.bilayer.value.StoredType;
import org.jspecify.annotations.Nullable;

/** The stored values that are simpler than one. */
final class SimplerValues {

  private SimplerValues() {}

  /** Values simpler than one, the simplest first; each of them is strictly simpler, so that shrinking ends. */
  static List<Object> of(StoredType type, @Nullable Object value) {
    var simplest = new ArrayList<Object>();
    switch (type.kind()) {
      case TEXT, LONG_TEXT -> simplest.addAll(texts((String) Objects.requireNonNull(value)));
      case DECIMAL ->
        simplest.addAll(List.of(
            type.scaled(BigDecimal.ZERO), type.scaled(BigDecimal.ONE.movePointLeft(type.scale()))));
      case INT16 -> simplest.addAll(List.of((short) 0, (short) 1, (short) 2));
      case INT32 -> simplest.addAll(List.of(0, 1, 2));
      case INT64 -> simplest.addAll(List.of(0L, 1L, 2L));
      case BOOLEAN -> simplest.add(false);
      case DOUBLE -> simplest.addAll(List.of(0.0, 1.0));
      case INSTANT -> simplest.add(Instant.EPOCH);
      case LOCAL_DATE_TIME -> simplest.add(LocalDateTime.of(2000, 1, 1, 0, 0));
      case LOCAL_DATE -> simplest.add(LocalDate.of(2000, 1, 1));
      case LOCAL_TIME -> simplest.add(LocalTime.MIDNIGHT);
      case UUID -> simplest.addAll(List.of(new UUID(0, 0), new UUID(0, 1)));
      case BYTES, LONG_BYTES -> simplest.addAll(List.of(new byte[0], new byte[] {1}));
      case DOCUMENT -> simplest.add("{}");
      case ENUM -> {}
    }
    for (int i = 0; i < simplest.size(); i++) {
      if (Objects.deepEquals(simplest.get(i), value)) {
        return List.copyOf(simplest.subList(0, i));
      }
    }
    return simplest;
  }

  private static List<Object> texts(String text) {
    var simpler = new ArrayList<Object>();
    int[] codePoints = text.codePoints().toArray();
    for (String short_ : List.of("", "a", "b")) {
      simpler.add(short_);
    }
    if (codePoints.length > 3) {
      simpler.add(new String(codePoints, 0, codePoints.length / 2));
      simpler.add(
          new String(codePoints, codePoints.length / 2, codePoints.length - codePoints.length / 2));
    }
    if (codePoints.length > 1 && codePoints.length <= 12) {
      for (int i = 0; i < codePoints.length; i++) {
        var copy = new StringBuilder();
        for (int k = 0; k < codePoints.length; k++) {
          if (k != i) {
            copy.appendCodePoint(codePoints[k]);
          }
        }
        simpler.add(copy.toString());
      }
    }
    int same = simpler.indexOf(text);
    return same < 0 ? simpler : simpler.subList(0, same);
  }
}
