package org.bilayer.layout;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.bilayer.value.StoredType;

/** Made-up stored values to try constructing functions with. */
final class SampleValues {
  /*
   * Domain types refuse what they do not know: an amount below zero, a text that is no currency. The more common forms there are
   * here, the more constructing functions end normally and can be checked before the first row. The first values ascend, for
   * types that demand one attribute to be less than another.
   */
  private static final List<String> TEXTS = List.of(
      "b",
      "c",
      "d",
      "e",
      "A",
      "AB",
      "ABC",
      "EUR",
      "en",
      "DE",
      "1",
      "12",
      "123",
      "1234",
      "12345",
      "Ada Lovelace",
      "ada@example.org",
      "https://example.org/",
      "+44 20 7946 0000",
      "2000-01-01",
      "12:00",
      "Europe/Berlin",
      "#ffffff",
      "127.0.0.1",
      "1.0.0",
      "abc-def",
      "1f0e2d3c",
      "11111111-1111-4111-8111-111111111111",
      "DE89370400440532013000",
      "4111111111111111",
      "9780306406157",
      "{}",
      "");

  private static final long[] NUMBERS = {2, 3, 4, 5, 7, 10, 20, 50, 99, 100, 1000, 2000, 0, -1};

  private SampleValues() {}

  /** Some values of a type, not all of which need fit its size. */
  static List<Object> of(StoredType type) {
    return switch (type.kind()) {
      case TEXT, ENUM -> texts(type.length());
      case LONG_TEXT -> texts(1);
      case DECIMAL ->
        numbers().mapToObj(number -> (Object) BigDecimal.valueOf(number)).toList();
      case INT16 -> numbers().mapToObj(number -> (Object) (short) number).toList();
      case INT32 -> numbers().mapToObj(number -> (Object) (int) number).toList();
      case INT64 -> numbers().mapToObj(number -> (Object) number).toList();
      case BOOLEAN -> List.of(false);
      case DOUBLE -> numbers().mapToObj(number -> (Object) (double) number).toList();
      case INSTANT ->
        days().mapToObj(day -> (Object) Instant.ofEpochSecond(86_400L * day)).toList();
      case LOCAL_DATE_TIME ->
        days()
            .mapToObj(day -> (Object) LocalDateTime.of(2000, 1, 1, 0, 0).plusDays(day))
            .toList();
      case LOCAL_DATE ->
        days().mapToObj(day -> (Object) LocalDate.of(2000, 1, 1).plusDays(day)).toList();
      case LOCAL_TIME ->
        IntStream.range(1, 10)
            .mapToObj(hour -> (Object) LocalTime.NOON.plusHours(hour))
            .toList();
      case UUID ->
        List.of(
            new UUID(2, 2),
            UUID.fromString("11111111-1111-4111-8111-111111111111"),
            UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057"));
      case BYTES ->
        Stream.of(0, 2, 4, 8, 16, 20, 32, 64, type.length())
            .map(length -> (Object) new byte[length])
            .toList();
      case LONG_BYTES -> List.of(new byte[0], new byte[1]);
      case DOCUMENT -> List.of("[]", "{\"a\":1}", "\"a\"", "1", "true", "null");
    };
  }

  private static LongStream numbers() {
    return Arrays.stream(NUMBERS);
  }

  /** Days that ascend, then one of these years and one before the epoch. */
  private static IntStream days() {
    return IntStream.of(1, 2, 3, 4, 5, 30, 365, 9_500, 20_000, -1);
  }

  private static List<Object> texts(int length) {
    return Stream.concat(TEXTS.stream(), Stream.of("a".repeat(length)))
        .map(text -> (Object) text)
        .toList();
  }
}
