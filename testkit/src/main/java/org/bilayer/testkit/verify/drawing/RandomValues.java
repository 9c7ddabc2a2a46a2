package org.bilayer.testkit.verify.drawing;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.RandomGenerator;
import org.bilayer.value.StoredType;

/**
 * Values of stored types, by jqwik. Works inside a {@code JqwikSession} only, since jqwik keeps its generators there. One
 * thread.
 */
final class RandomValues {

  private static final int GENERATION_SIZE = 1_000;
  private static final int LENGTH_MAX = 12;
  private static final String SAMPLE = "aAbB \u00e9\u00e0z\ud83d\ude00\ufffd09_%";

  private final Map<StoredType, RandomGenerator<?>> generators = new HashMap<>();

  Object next(StoredType type, Random random) {
    return generators
        .computeIfAbsent(type, each -> arbitrary(each).generator(GENERATION_SIZE))
        .next(random)
        .value();
  }

  private static Arbitrary<?> arbitrary(StoredType type) {
    return switch (type.kind()) {
      case TEXT ->
        Arbitraries.oneOf(
            Arbitraries.integers()
                .between(0, SAMPLE.codePointCount(0, SAMPLE.length()) - 1)
                .list()
                .ofMaxSize(Math.min(type.length(), LENGTH_MAX))
                .map(RandomValues::sampled),
            Arbitraries.integers()
                .between(1, 0x10FFFF)
                .filter(codePoint -> codePoint < 0xD800 || codePoint > 0xDFFF)
                .list()
                .ofMaxSize(Math.min(type.length(), LENGTH_MAX))
                .map(RandomValues::text));
      case LONG_TEXT -> arbitrary(StoredType.text(LENGTH_MAX));
      case LONG_BYTES -> arbitrary(StoredType.bytes(LENGTH_MAX));
      case ENUM -> Arbitraries.just("");
      case DECIMAL -> decimals(type);
      case INT16 ->
        Arbitraries.shorts().between(type.least().shortValue(), type.greatest().shortValue());
      case INT32 ->
        Arbitraries.integers().between(type.least().intValue(), type.greatest().intValue());
      // H2 2.5 loses the index entries of a row whose primary key is the least number but one.
      case INT64 ->
        Arbitraries.longs()
            .between(type.least().longValue(), type.greatest().longValue())
            .filter(number -> number != Long.MIN_VALUE + 1);
      case BOOLEAN -> Arbitraries.of(true, false);
      case DOUBLE -> Arbitraries.doubles();
      case INSTANT ->
        (type.isRanged()
                ? Arbitraries.longs()
                    .between(type.least().longValue(), type.greatest().longValue())
                : moments())
            .map(second ->
                Instant.ofEpochSecond(second, Math.floorMod(second * 7_919, 1_000_000_000)));
      case LOCAL_DATE_TIME ->
        moments()
            .map(second -> LocalDateTime.ofEpochSecond(
                second, Math.floorMod(second * 7_919, 1_000_000_000), ZoneOffset.UTC));
      case LOCAL_DATE ->
        Arbitraries.longs()
            .between(
                LocalDate.of(1, 1, 1).toEpochDay(), LocalDate.of(9_999, 12, 31).toEpochDay())
            .map(LocalDate::ofEpochDay);
      case LOCAL_TIME ->
        Arbitraries.longs().between(0, LocalTime.MAX.toNanoOfDay()).map(LocalTime::ofNanoOfDay);
      case UUID -> Arbitraries.longs().tuple2().map(both -> new UUID(both.get1(), both.get2()));
      case BYTES ->
        type.isFixedLength()
            ? Arbitraries.bytes().array(byte[].class).ofSize(type.length())
            : Arbitraries.bytes()
                .array(byte[].class)
                .ofMaxSize(Math.min(type.length(), LENGTH_MAX));
      case DOCUMENT ->
        Arbitraries.of(
            "null",
            "true",
            "[]",
            "[[], {}]",
            "{\"a\": {\"b\": 1.50}}",
            "{\"a\": 1, \"a\": 2}",
            "0.1");
    };
  }

  /** Of a decimal without a precision, those of many scales. */
  private static Arbitrary<BigDecimal> decimals(StoredType type) {
    if (type.isUnbounded()) {
      return Arbitraries.bigIntegers()
          .between(BigInteger.TEN.pow(60).negate(), BigInteger.TEN.pow(60))
          .tuple2()
          .map(both -> new BigDecimal(both.get1(), both.get2().intValue() & 63));
    }
    BigInteger greatest = type.isRanged()
        ? type.greatest()
        : BigInteger.TEN.pow(type.length()).subtract(BigInteger.ONE);
    return Arbitraries.bigIntegers()
        .between(type.isRanged() ? type.least() : greatest.negate(), greatest)
        .map(unscaled -> new BigDecimal(unscaled, type.scale()));
  }

  private static Arbitrary<Long> moments() {
    return Arbitraries.longs()
        .between(
            Instant.parse("0001-01-01T00:00:00Z").getEpochSecond(),
            Instant.parse("9999-12-31T23:59:59Z").getEpochSecond());
  }

  private static String sampled(java.util.List<Integer> places) {
    int[] codePoints = SAMPLE.codePoints().toArray();
    var text = new StringBuilder();
    places.forEach(place -> text.appendCodePoint(codePoints[place]));
    return text.toString();
  }

  private static String text(java.util.List<Integer> codePoints) {
    var text = new StringBuilder();
    codePoints.forEach(text::appendCodePoint);
    return text.toString();
  }
}
