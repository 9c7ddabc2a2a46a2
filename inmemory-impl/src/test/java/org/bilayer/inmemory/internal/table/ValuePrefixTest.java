package org.bilayer.inmemory.internal.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import org.bilayer.value.StoredType;
import org.bilayer.value.StoredType.Kind;
import org.junit.jupiter.api.Test;

/** Prefixes never contradict the order of values. */
final class ValuePrefixTest {

  private static final int[] CODE_POINTS = {
    1, ' ', 'a', 'z', 0x7F, 0x80, 0xE9, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFF, 0x10000, 0x1F600,
    0x10FFFF
  };

  private static void check(StoredType type, Function<Random, Object> values) {
    var random = new Random(7);
    ValuePrefix prefix = ValuePrefix.of(type);
    var all = new ArrayList<Object>();
    for (int i = 0; i < 400; i++) {
      all.add(values.apply(random));
    }
    for (Object left : all) {
      for (Object right : all) {
        int order = type.compare(left, right);
        int prefixes = Long.compare(prefix.of(left), prefix.of(right));
        boolean agrees = prefixes == 0
            ? order == 0 || !prefix.isExact()
            : Integer.signum(order) == Integer.signum(prefixes);
        assertThat(agrees).as("%s: %s against %s", type, left, right).isTrue();
      }
    }
  }

  private static String text(Random random) {
    var text = new StringBuilder();
    int length = random.nextInt(6);
    for (int i = 0; i < length; i++) {
      text.appendCodePoint(CODE_POINTS[random.nextInt(CODE_POINTS.length)]);
    }
    return text.toString();
  }

  private static byte[] bytes(Random random) {
    var bytes = new byte[random.nextInt(12)];
    random.nextBytes(bytes);
    return random.nextBoolean() ? bytes : Arrays.copyOf(new byte[12], bytes.length);
  }

  @Test
  void text_followsCodePoints() {
    check(StoredType.text(20), ValuePrefixTest::text);
  }

  @Test
  void text_isTheBeginningOfItsUtf8Form() {
    var random = new Random(9);
    for (int i = 0; i < 2_000; i++) {
      String text = text(random);
      byte[] bytes = Arrays.copyOf(text.getBytes(StandardCharsets.UTF_8), 8);
      long expected = 0;
      for (byte b : bytes) {
        expected = (expected << 8) | (b & 0xFF);
      }
      assertThat(ValuePrefix.of(StoredType.text(20)).of(text))
          .as(text)
          .isEqualTo(expected ^ Long.MIN_VALUE);
    }
  }

  @Test
  void everyOtherKind_followsItsOrder() {
    check(StoredType.bytes(20), ValuePrefixTest::bytes);
    check(StoredType.of(Kind.UUID), random -> new UUID(random.nextInt(3) - 1, random.nextLong()));
    check(StoredType.of(Kind.INT16), random -> (short) random.nextInt());
    check(StoredType.of(Kind.INT32), Random::nextInt);
    check(StoredType.of(Kind.INT64), Random::nextLong);
    check(StoredType.of(Kind.BOOLEAN), Random::nextBoolean);
    check(StoredType.of(Kind.DOUBLE), Random::nextGaussian);
    check(StoredType.decimal(18, 2), random -> BigDecimal.valueOf(random.nextInt(1_000) - 500L, 2));
    check(
        StoredType.decimal(38, 2),
        random -> new BigDecimal("1E30").multiply(BigDecimal.valueOf(random.nextInt(100) - 50L)));
    check(
        StoredType.temporal(Kind.INSTANT, 6),
        random -> Instant.ofEpochMilli(random.nextInt(4_000) - 2_000));
    check(
        StoredType.temporal(Kind.LOCAL_DATE_TIME, 6),
        random -> LocalDateTime.of(1969, 12, 31, 23, 59, 58).plusNanos(random.nextInt()));
    check(
        StoredType.of(Kind.LOCAL_DATE),
        random -> LocalDate.ofEpochDay(random.nextInt(2_000) - 1_000));
    check(
        StoredType.temporal(Kind.LOCAL_TIME, 6),
        random -> LocalTime.ofNanoOfDay(random.nextInt(Integer.MAX_VALUE)));
  }

  @Test
  void exactKinds_areThoseWhoseValuesFitIntoALong() {
    assertThat(List.of(Kind.INT16, Kind.INT64, Kind.LOCAL_DATE))
        .allMatch(kind -> ValuePrefix.of(StoredType.of(kind)).isExact());
    assertThat(ValuePrefix.of(StoredType.of(Kind.UUID)).isExact()).isFalse();
  }
}
