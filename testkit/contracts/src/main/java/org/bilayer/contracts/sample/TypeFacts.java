package org.bilayer.contracts.sample;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.bilayer.contracts.sample.Specimen.Mood;
import org.bilayer.contracts.sample.Specimens.Pair;

/**
 * What the contracts know of one stored type, found out independently of the library: values at its edges, and how two
 * values compare.
 *
 * @param pair the attributes of a specimen that have this type
 * @param values different ones, each coming back as it went in
 * @param order how values compare
 * @param comparison which comparisons the type has
 */
public record TypeFacts<V>(
    Pair<V> pair, List<V> values, Comparator<V> order, Comparison comparison) {

  /** Which comparisons a type has. */
  public enum Comparison {
    /** Equal, and less or greater. */
    FULL,
    /** Equal only. */
    EQUALITY,
    /** Less or greater only. */
    ORDER
  }

  /** By code point, told by the numbers of the code points. */
  private static final Comparator<String> BY_CODE_POINT =
      (a, b) -> Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());

  /** By unsigned byte, told by the hexadecimal digits. */
  private static final Comparator<byte[]> BY_UNSIGNED_BYTE =
      Comparator.comparing(bytes -> HexFormat.of().formatHex(bytes));

  /** By unsigned byte, told by the hexadecimal digits. */
  private static final Comparator<UUID> BY_TEXT = Comparator.comparing(UUID::toString);

  public static final String GRINNING = "\uD83D\uDE00";

  /** Words that databases, drivers or mappers might take for something else than text, and look-alikes. */
  private static final List<String> WORDS = List.of(
      "",
      " ",
      "  ",
      "a",
      "A",
      "b",
      "aa",
      "a ",
      " a",
      "a  ",
      "a\t",
      "\t\n\r",
      "aB",
      "ab",
      "a_b",
      "a%b",
      "%",
      "_",
      "\\",
      "\\%",
      "\\\\",
      "[a]",
      "^",
      "*",
      "?",
      ":x",
      "#{x}",
      "${x}",
      "$1",
      "''",
      "\"",
      "`",
      "';--",
      "null",
      "NULL",
      "0",
      "1.0",
      "true",
      "\u0001",
      "\u007F",
      "\u00DF",
      "ss",
      "SS",
      "\u0130",
      "\u0131",
      "i",
      "I",
      "\u00E9",
      "e\u0301",
      "e",
      "\u200B",
      "\uFEFF",
      "\uE000",
      "\uFF5E",
      "\uFFFD",
      "\uFFFF",
      GRINNING,
      "\uD83D\uDE01",
      "\uDBFF\uDFFF",
      "\uD7FF",
      "\u05E9\u05DC",
      "\u0E01\u0E33",
      "\u4E2D");

  public static final TypeFacts<String> CODE = new TypeFacts<>(
      Specimens.CODE,
      joined(
          WORDS, List.of("x".repeat(12), GRINNING.repeat(12), "\u00E9".repeat(12), " ".repeat(12))),
      BY_CODE_POINT,
      Comparison.FULL);

  public static final TypeFacts<String> STORY = new TypeFacts<>(
      Specimens.STORY,
      List.of(
          "",
          "a",
          "a ",
          "A",
          GRINNING,
          "x".repeat(2_000),
          "\u0436".repeat(2_000),
          GRINNING.repeat(2_000),
          "line\nline\r\nline",
          "x".repeat(1_999) + " "),
      BY_CODE_POINT,
      Comparison.FULL);

  public static final TypeFacts<Short> SMALL = new TypeFacts<>(
      Specimens.SMALL,
      List.of(
          Short.MIN_VALUE,
          (short) -256,
          (short) -1,
          (short) 0,
          (short) 1,
          (short) 255,
          Short.MAX_VALUE),
      Comparator.naturalOrder(),
      Comparison.FULL);

  public static final TypeFacts<Integer> NUMBER = new TypeFacts<>(
      Specimens.NUMBER,
      List.of(Integer.MIN_VALUE, -65_536, -1, 0, 1, 32_768, Integer.MAX_VALUE),
      Comparator.naturalOrder(),
      Comparison.FULL);

  public static final TypeFacts<Long> BIG = new TypeFacts<>(
      Specimens.BIG,
      List.of(
          Long.MIN_VALUE,
          Long.MIN_VALUE + 1,
          -1L,
          0L,
          1L,
          1L << 53,
          (1L << 53) + 1,
          Long.MAX_VALUE - 1,
          Long.MAX_VALUE),
      Comparator.naturalOrder(),
      Comparison.FULL);

  public static final TypeFacts<BigDecimal> PRICE = new TypeFacts<>(
      Specimens.PRICE,
      decimals(
          "-99999999999999999.99",
          "-1.00",
          "-0.01",
          "0.00",
          "0.01",
          "0.10",
          "1.00",
          "1.01",
          "10.00",
          "99999999999999999.99"),
      Comparator.naturalOrder(),
      Comparison.FULL);

  public static final TypeFacts<BigDecimal> EXACT = new TypeFacts<>(
      Specimens.EXACT,
      decimals(
          "-9999999999999999999999999999.9999999999",
          "-0.0000000001",
          "0.0000000000",
          "0.0000000001",
          "0.1000000000",
          "1.0000000000",
          "123456789012345678.1234567890",
          "123456789012345678.1234567891",
          "9999999999999999999999999999.9999999999"),
      Comparator.naturalOrder(),
      Comparison.FULL);

  public static final TypeFacts<Boolean> FLAG = new TypeFacts<>(
      Specimens.FLAG, List.of(false, true), Comparator.naturalOrder(), Comparison.FULL);

  public static final TypeFacts<Double> RATIO = new TypeFacts<>(
      Specimens.RATIO,
      List.of(
          -Double.MAX_VALUE,
          -1.0,
          -Double.MIN_NORMAL,
          -Double.MIN_VALUE,
          0.0,
          Double.MIN_VALUE,
          Double.MIN_NORMAL,
          0.1,
          1.0 / 3,
          Math.nextDown(1.0),
          1.0,
          Math.nextUp(1.0),
          Math.PI,
          1e15 + 0.3,
          0x1p53,
          Double.MAX_VALUE),
      Comparator.naturalOrder(),
      Comparison.ORDER);

  public static final TypeFacts<Mood> MOOD = new TypeFacts<>(
      Specimens.MOOD, List.of(Mood.values()), Comparator.naturalOrder(), Comparison.EQUALITY);

  public static final TypeFacts<UUID> TOKEN = new TypeFacts<>(
      Specimens.TOKEN,
      List.of(
          new UUID(0, 0),
          new UUID(0, 1),
          new UUID(0, -1),
          new UUID(1, 0),
          new UUID(Long.MAX_VALUE, 0),
          new UUID(Long.MIN_VALUE, 0),
          new UUID(-1, 0),
          new UUID(-1, -1),
          UUID.fromString("01234567-89ab-7def-8123-456789abcdef"),
          UUID.fromString("01234567-89ab-4def-8123-456789abcdef"),
          UUID.fromString("11234567-89ab-1def-8123-456789abcdef"),
          UUID.fromString("01234567-89ab-1def-9123-456789abcdef")),
      BY_TEXT,
      Comparison.FULL);

  public static final TypeFacts<Instant> SECOND = new TypeFacts<>(
      Specimens.SECOND,
      instants(
          "0001-01-01T00:00:00Z",
          "1582-10-10T00:00:00Z",
          "1969-12-31T23:59:59Z",
          "1970-01-01T00:00:00Z",
          "2021-03-28T01:30:00Z",
          "2021-10-31T00:30:00Z",
          "2021-10-31T01:30:00Z",
          "2038-01-19T03:14:08Z",
          "9999-12-31T23:59:59Z"),
      Comparator.naturalOrder(),
      Comparison.FULL);

  public static final TypeFacts<Instant> MILLI = new TypeFacts<>(
      Specimens.MILLI,
      instants(
          "0001-01-01T00:00:00Z",
          "1883-11-18T12:00:00.001Z",
          "1969-12-31T23:59:59.999Z",
          "1970-01-01T00:00:00Z",
          "1970-01-01T00:00:00.001Z",
          "2016-12-31T23:59:59.999Z",
          "9999-12-31T23:59:59.999Z"),
      Comparator.naturalOrder(),
      Comparison.FULL);

  public static final TypeFacts<Instant> MICRO = new TypeFacts<>(
      Specimens.MICRO,
      instants(
          "0001-01-01T00:00:00Z",
          "0001-01-01T00:00:00.000001Z",
          "1582-10-04T23:59:59.999999Z",
          "1582-10-15T00:00:00Z",
          "1893-03-31T23:06:31.999999Z",
          "1969-12-31T23:59:59.999999Z",
          "1970-01-01T00:00:00Z",
          "1970-01-01T00:00:00.000001Z",
          "2011-12-30T10:00:00Z",
          "2021-03-28T01:30:00.123456Z",
          "2024-02-29T12:00:00.1Z",
          "2038-01-19T03:14:07.999999Z",
          "9999-12-31T23:59:59.999999Z"),
      Comparator.naturalOrder(),
      Comparison.FULL);

  /** Some of these do not exist in the time zone of Berlin, New York, Apia, Amsterdam or Lord Howe. */
  public static final TypeFacts<LocalDateTime> MEETING = new TypeFacts<>(
      Specimens.MEETING,
      List.of(
          LocalDateTime.parse("0001-01-01T00:00:00"),
          LocalDateTime.parse("1582-10-10T12:00:00"),
          LocalDateTime.parse("1937-07-01T00:00:10"),
          LocalDateTime.parse("1969-12-31T23:59:59.999999"),
          LocalDateTime.parse("2000-02-29T00:00:00"),
          LocalDateTime.parse("2011-12-30T12:00:00"),
          LocalDateTime.parse("2021-03-14T02:30:00"),
          LocalDateTime.parse("2021-03-28T02:30:00"),
          LocalDateTime.parse("2021-10-03T02:15:00.000001"),
          LocalDateTime.parse("2021-10-31T02:30:00"),
          LocalDateTime.parse("9999-12-31T23:59:59.999999")),
      Comparator.naturalOrder(),
      Comparison.FULL);

  public static final TypeFacts<LocalDate> DAY = new TypeFacts<>(
      Specimens.DAY,
      List.of(
          LocalDate.of(1, 1, 1),
          LocalDate.of(999, 12, 31),
          LocalDate.of(1582, 10, 4),
          LocalDate.of(1582, 10, 5),
          LocalDate.of(1582, 10, 14),
          LocalDate.of(1582, 10, 15),
          LocalDate.of(1899, 12, 31),
          LocalDate.of(1900, 2, 28),
          LocalDate.of(1970, 1, 1),
          LocalDate.of(2000, 2, 29),
          LocalDate.of(2011, 12, 30),
          LocalDate.of(2024, 2, 29),
          LocalDate.of(2038, 1, 20),
          LocalDate.of(9999, 12, 31)),
      Comparator.naturalOrder(),
      Comparison.FULL);

  public static final TypeFacts<LocalTime> CLOCK = new TypeFacts<>(
      Specimens.CLOCK,
      List.of(
          LocalTime.MIDNIGHT,
          LocalTime.of(0, 0, 0, 1_000),
          LocalTime.of(2, 30),
          LocalTime.NOON,
          LocalTime.of(12, 0, 0, 100_000_000),
          LocalTime.of(23, 59, 59),
          LocalTime.of(23, 59, 59, 999_999_000)),
      Comparator.naturalOrder(),
      Comparison.FULL);

  public static final TypeFacts<byte[]> BLOB = new TypeFacts<>(
      Specimens.BLOB,
      List.of(
          bytes(),
          bytes(0),
          bytes(0, 0),
          bytes(1),
          bytes(1, 0),
          bytes(0x20),
          bytes(0x61),
          bytes(0x61, 0x20),
          bytes(0x41),
          bytes(0x5C),
          bytes(0x7F),
          bytes(0x80),
          bytes(0xFF),
          bytes(0xFF, 0xFF),
          every(256),
          every(300)),
      BY_UNSIGNED_BYTE,
      Comparison.FULL);

  public static final List<TypeFacts<?>> ALL = List.of(
      CODE, STORY, SMALL, NUMBER, BIG, PRICE, EXACT, FLAG, RATIO, MOOD, TOKEN, SECOND, MILLI, MICRO,
      MEETING, DAY, CLOCK, BLOB);

  public boolean hasEquality() {
    return comparison != Comparison.ORDER;
  }

  public boolean hasOrder() {
    return comparison != Comparison.EQUALITY;
  }

  @Override
  public String toString() {
    return pair.toString();
  }

  private static <E> List<E> joined(List<E> one, List<E> other) {
    return Stream.concat(one.stream(), other.stream()).toList();
  }

  private static List<BigDecimal> decimals(String... texts) {
    return Arrays.stream(texts).map(BigDecimal::new).toList();
  }

  private static List<Instant> instants(String... texts) {
    return Arrays.stream(texts).map(Instant::parse).toList();
  }

  public static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  /** The first {@code length} of all byte values, over and over. */
  public static byte[] every(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) i;
    }
    return bytes;
  }
}
