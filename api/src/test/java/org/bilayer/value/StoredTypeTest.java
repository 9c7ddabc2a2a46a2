package org.bilayer.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.bilayer.failure.InvalidValueException;
import org.bilayer.value.StoredType.Kind;
import org.junit.jupiter.api.Test;

/** The contract of values, type by type. */
final class StoredTypeTest {

  private static final String EMOJI = "\uD83D\uDE00";

  private static void assertRefused(StoredType type, Object value, String rule) {
    assertThatThrownBy(() -> type.normalise(value))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining(rule);
  }

  @Test
  void normalise_text_countsCodePoints() {
    StoredType type = StoredType.text(3);
    assertThat(type.normalise(EMOJI.repeat(3))).isEqualTo(EMOJI.repeat(3));
    assertRefused(type, EMOJI.repeat(4), "at most 3 code points, the value has 4");
  }

  @Test
  void normalise_textThatIsNotWellFormed_isRefused() {
    StoredType type = StoredType.text(10);
    assertRefused(type, "a\0b", "U+0000, found at index 1");
    assertRefused(type, "a\uD83D", "lone surrogate at index 1");
    assertRefused(type, "\uDE00a", "lone surrogate at index 0");
    assertRefused(type, "\uD83D\uD83D\uDE00", "lone surrogate at index 0");
  }

  @Test
  void compare_text_isByCodePoint_alsoWhereUtf16IsNot() {
    StoredType type = StoredType.text(10);
    assertThat("\uFFFD".compareTo(EMOJI)).as("UTF-16 order").isPositive();
    assertThat(type.compare("\uFFFD", EMOJI)).as("code point order").isNegative();
    assertThat(type.compare("\uE000", "\uD7FF")).isPositive();
    assertThat(type.compare("a", "ab")).isNegative();
    assertThat(type.compare("B", "a")).isNegative();
    assertThat(type.compare("a ", "a")).isPositive();
  }

  @Test
  void normalise_decimal_setsTheScale_andNeverRounds() {
    StoredType type = StoredType.decimal(5, 2);
    assertThat(type.normalise(new BigDecimal("1.5"))).isEqualTo(new BigDecimal("1.50"));
    assertThat(type.normalise(new BigDecimal("1.500"))).isEqualTo(new BigDecimal("1.50"));
    assertThat(type.normalise(new BigDecimal("1E+2"))).isEqualTo(new BigDecimal("100.00"));
    assertThat(type.normalise(new BigDecimal("-999.99"))).isEqualTo(new BigDecimal("-999.99"));
    assertRefused(type, new BigDecimal("1.005"), "2 digits behind the point, the value needs 3");
    assertRefused(type, new BigDecimal("1000"), "3 digits before the point, the value needs 4");
    assertRefused(type, new BigDecimal("1E+1000000000"), "digits before the point");
  }

  @Test
  void normalise_decimalWithoutIntegerPart_acceptsZeroAndFractionsOnly() {
    StoredType type = StoredType.decimal(2, 2);
    assertThat(type.normalise(new BigDecimal("0.99"))).isEqualTo(new BigDecimal("0.99"));
    assertThat(type.normalise(new BigDecimal("0E+7"))).isEqualTo(new BigDecimal("0.00"));
    assertRefused(type, BigDecimal.ONE, "0 digits before the point, the value needs 1");
  }

  @Test
  void normalise_double_hasOneZeroAndIsFinite() {
    StoredType type = StoredType.of(Kind.DOUBLE);
    assertThat(type.normalise(-0.0)).isEqualTo(0.0);
    assertThat(type.normalise(Double.MIN_VALUE)).isEqualTo(Double.MIN_VALUE);
    assertRefused(type, Double.NaN, "finite");
    assertRefused(type, Double.NEGATIVE_INFINITY, "finite");
  }

  @Test
  void normalise_documentNestedDeeply_takesTimeInProportionToItsLength() {
    StoredType type = StoredType.of(Kind.DOCUMENT);
    // Members in the wrong order on each level, around a megabyte: the case that copies most.
    var nested = new StringBuilder("\"" + "x".repeat(1 << 20) + "\"");
    var canonical = new StringBuilder(nested);
    for (int i = 0; i < 99; i++) {
      nested.insert(0, "{\"b\":").append(",\"a\":1}");
      canonical.insert(0, "{\"a\":1,\"b\":").append('}');
    }
    assertThat(type.normalise(nested.toString())).isEqualTo(canonical.toString());

    long start = System.nanoTime();
    for (int i = 0; i < 5; i++) {
      type.normalise(nested.toString());
    }
    assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(5));
  }

  @Test
  void normalise_documentWithMembersOfOneName_isRefusedWhereverTheyStand() {
    StoredType type = StoredType.of(Kind.DOCUMENT);
    for (String given : List.of(
        "{\"a\":1,\"a\":2}", "{\"b\":1,\"a\":2,\"b\":3}", "[{\"x\":{\"a\":1,\"\\u0061\":2}}]")) {
      assertRefused(type, given, "two members have one name");
    }
    assertThat(type.normalise("{ \"c\":1,\"a\":{\"z\":1,\"y\":[]},\"b\":{} }"))
        .isEqualTo("{\"a\":{\"y\":[],\"z\":1},\"b\":{},\"c\":1}");
  }

  @Test
  void normalise_times_areCutAndNeverRounded() {
    StoredType millis = StoredType.temporal(Kind.INSTANT, 3);
    assertThat(millis.normalise(Instant.parse("2024-12-31T23:59:59.999999999Z")))
        .isEqualTo(Instant.parse("2024-12-31T23:59:59.999Z"));
    assertThat(millis.normalise(Instant.parse("1969-12-31T23:59:59.999999999Z")))
        .isEqualTo(Instant.parse("1969-12-31T23:59:59.999Z"));
    StoredType seconds = StoredType.temporal(Kind.LOCAL_TIME, 0);
    assertThat(seconds.normalise(LocalTime.MAX)).isEqualTo(LocalTime.of(23, 59, 59));
  }

  @Test
  void normalise_years_areFrom1To9999() {
    StoredType type = StoredType.temporal(Kind.INSTANT, 6);
    assertThat(type.normalise(Instant.parse("0001-01-01T00:00:00Z"))).isNotNull();
    assertThat(type.normalise(Instant.parse("9999-12-31T23:59:59.999999Z"))).isNotNull();
    assertRefused(type, Instant.parse("0000-12-31T23:59:59Z"), "years from 1 to 9999 in UTC");
    assertRefused(type, Instant.parse("+10000-01-01T00:00:00Z"), "years from 1 to 9999 in UTC");
    assertRefused(type, Instant.MAX, "years from 1 to 9999");
  }

  @Test
  void normalise_bytes_areCopied() {
    byte[] given = {1, 2};
    byte[] stored = (byte[]) StoredType.bytes(2).normalise(given);
    given[0] = 9;
    assertThat(stored).containsExactly(1, 2);
    assertRefused(StoredType.bytes(1), new byte[2], "fewer bytes than the value's 2");
  }

  @Test
  void compare_uuidsAndBytes_isUnsigned() {
    var low = new UUID(1, 0);
    var high = new UUID(-1, 0);
    assertThat(low.compareTo(high)).as("Java's order").isPositive();
    assertThat(StoredType.of(Kind.UUID).compare(low, high)).isNegative();
    assertThat(StoredType.bytes(1).compare(new byte[] {1}, new byte[] {-1})).isNegative();
  }

  @Test
  void factories_sizesOutOfRange_areRefused() {
    assertThatThrownBy(() -> StoredType.text(0))
        .hasMessage("Wrong text length 0: it must be from 1 to 10000.");
    assertThatThrownBy(() -> StoredType.decimal(5, 6)).hasMessageContaining("decimal scale 6");
    assertThatThrownBy(() -> StoredType.temporal(Kind.INSTANT, 7))
        .hasMessageContaining("fraction digits 7");
    assertThatThrownBy(() -> StoredType.temporal(Kind.TEXT, 1)).hasMessageContaining("TEXT");
  }
}
