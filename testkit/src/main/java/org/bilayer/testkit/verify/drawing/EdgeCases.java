package org.bilayer.testkit.verify.drawing;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import org.bilayer.store.Table;
import org.bilayer.value.StoredType;

/** Values of each stored type at which stores were seen to go wrong; those that fit, and those that must be refused. */
public final class EdgeCases {

  /**
   * A value with the name of what is special about it.
   *
   * @param others which other values have that too; asked about values of the same class only
   */
  public record EdgeCase(String name, Object value, Predicate<Object> others) {

    public EdgeCase(String name, Object value) {
      this(name, value, other -> Objects.deepEquals(value, other));
    }

    public boolean isShownBy(Object other) {
      return value.getClass() == other.getClass() && others.test(other);
    }
  }

  /** Of long text and long bytes, more than types that can be compared hold. */
  private static final int LONG_LENGTH = 70_000;

  private EdgeCases() {}

  /** The values that a column holds. */
  public static List<EdgeCase> of(Table table, int column) {
    if (!AgreedTexts.areFor(table, column)) {
      return of(table.type(column));
    }
    var cases = new ArrayList<EdgeCase>();
    AgreedTexts.edges(table.type(column)).forEach((name, value) -> add(cases, name, value));
    return cases;
  }

  /** The values that a column of this type holds. */
  public static List<EdgeCase> of(StoredType type) {
    var cases = new ArrayList<EdgeCase>();
    switch (type.kind()) {
      case TEXT -> texts(type.length(), cases);
      case LONG_TEXT -> texts(Math.min(type.length(), LONG_LENGTH), cases);
      case LONG_BYTES -> bytes(Math.min(type.length(), LONG_LENGTH), cases);
      case ENUM -> {}
      case DECIMAL -> decimals(type, cases);
      case INT16 -> {
        add(cases, "zero", (short) 0);
        add(cases, "one", (short) 1);
        add(cases, "minus one", (short) -1);
        add(cases, "least", type.least().shortValue());
        add(cases, "greatest", type.greatest().shortValue());
      }
      case INT32 -> {
        add(cases, "zero", 0);
        add(cases, "one", 1);
        add(cases, "minus one", -1);
        add(cases, "least", type.least().intValue());
        add(cases, "greatest", type.greatest().intValue());
      }
      case INT64 -> {
        add(cases, "zero", 0L);
        add(cases, "one", 1L);
        add(cases, "minus one", -1L);
        add(cases, "least", type.least().longValue());
        add(cases, "greatest", type.greatest().longValue());
        add(cases, "beyond a double", 9_007_199_254_740_993L);
      }
      case BOOLEAN -> {
        add(cases, "true", true);
        add(cases, "false", false);
      }
      case DOUBLE -> {
        add(cases, "zero", 0.0);
        add(cases, "minus zero", -0.0);
        add(cases, "a tenth", 0.1);
        add(cases, "greatest", Double.MAX_VALUE);
        add(cases, "least normal", Double.MIN_NORMAL);
      }
      case INSTANT -> instants(type, cases);
      case LOCAL_DATE_TIME -> localDateTimes(cases);
      case LOCAL_DATE -> localDates(cases);
      case LOCAL_TIME -> {
        add(cases, "midnight", LocalTime.MIDNIGHT);
        add(cases, "noon", LocalTime.NOON);
        add(cases, "end of day", LocalTime.MAX);
        add(cases, "microseconds", LocalTime.of(12, 0, 0, 999_999_000));
        add(cases, "below a microsecond", LocalTime.of(0, 0, 0, 999));
      }
      case UUID -> {
        add(cases, "zero", new UUID(0, 0));
        add(cases, "high bit", new UUID(Long.MIN_VALUE, 0));
        add(cases, "high bit of the second half", new UUID(1, Long.MIN_VALUE));
        add(cases, "all bits", new UUID(-1, -1));
        add(cases, "second half", new UUID(1, 1));
      }
      case BYTES -> bytes(type.length(), cases);
      case DOCUMENT -> {
        add(cases, "empty object", "{}");
        add(cases, "members in another order", "{\"b\": 1, \"a\": [1.0, 1e2, null]}");
        add(cases, "beyond the basic plane", "{\"\\ud83d\\ude00\": \"\u00e9\"}");
        add(cases, "a text", "\"text\"");
        add(cases, "a number", "-12345678901234567890.50");
      }
    }
    return cases;
  }

  private static void add(List<EdgeCase> cases, String name, Object value) {
    cases.add(new EdgeCase(name, value));
  }

  private static void addText(
      List<EdgeCase> cases, String name, String value, Predicate<String> others) {
    cases.add(new EdgeCase(name, value, other -> others.test((String) other)));
  }

  private static void addBytes(
      List<EdgeCase> cases, String name, byte[] value, Predicate<byte[]> others) {
    cases.add(new EdgeCase(name, value, other -> others.test((byte[]) other)));
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  private static boolean isEmoji(int codePoint) {
    return codePoint > 0xffff;
  }

  private static void texts(int length, List<EdgeCase> cases) {
    var all = new ArrayList<EdgeCase>();
    add(all, "empty", "");
    addText(all, "lower case", "a", text -> text.codePoints().anyMatch(Character::isLowerCase));
    addText(all, "upper case", "A", text -> text.codePoints().anyMatch(Character::isUpperCase));
    addText(all, "trailing blank", "a ", text -> text.length() > 1 && text.endsWith(" "));
    add(all, "blank", " ");
    addText(all, "composed accent", "\u00e9", text -> text.indexOf('\u00e9') >= 0);
    addText(
        all,
        "combining mark",
        "e\u0301",
        text -> text.codePoints()
            .anyMatch(codePoint -> Character.getType(codePoint) == Character.NON_SPACING_MARK));
    addText(all, "sharp s", "\u00df", text -> text.indexOf('\u00df') >= 0);
    addText(all, "dotted capital i", "\u0130", text -> text.indexOf('\u0130') >= 0);
    addText(all, "emoji", "\ud83d\ude00", text -> text.codePoints().anyMatch(EdgeCases::isEmoji));
    add(all, "other emoji", "\ud83d\ude01");
    addText(all, "last of the basic plane", "\ufffd", text -> text.indexOf('\ufffd') >= 0);
    addText(all, "percent sign", "%", text -> text.indexOf('%') >= 0);
    addText(all, "underscore", "_", text -> text.indexOf('_') >= 0);
    addText(all, "backslash", "\\", text -> text.indexOf('\\') >= 0);
    addText(all, "quote", "'", text -> text.indexOf('\'') >= 0);
    addText(all, "double quote", "\"", text -> text.indexOf('"') >= 0);
    addText(all, "signs of patterns", "[a]*?", text -> text.matches("(?s).*[\\[\\]*?^!].*"));
    addText(all, "line end", "\n", text -> text.indexOf('\n') >= 0);
    addText(
        all, "digits", "10", text -> length(text) > 0 && text.chars().allMatch(Character::isDigit));
    addText(all, "longest", "x".repeat(length), text -> length(text) == length);
    addText(
        all,
        "longest of emoji",
        "\ud83d\ude00".repeat(length),
        text -> length(text) == length && text.codePoints().allMatch(EdgeCases::isEmoji));
    for (EdgeCase each : all) {
      String text = (String) each.value();
      if (text.codePointCount(0, text.length()) <= length) {
        cases.add(each);
      }
    }
  }

  private static void decimals(StoredType type, List<EdgeCase> cases) {
    var greatest = type.isRanged()
        ? new BigDecimal(type.greatest())
        : new BigDecimal(BigInteger.TEN.pow(type.length()).subtract(BigInteger.ONE), type.scale());
    add(cases, "zero", BigDecimal.ZERO);
    add(cases, "last digit", new BigDecimal(BigInteger.ONE, type.scale()));
    add(cases, "minus last digit", new BigDecimal(BigInteger.ONE.negate(), type.scale()));
    add(cases, "greatest", greatest);
    add(cases, "least", greatest.negate());
    if (type.isUnbounded()) {
      add(cases, "a tenth with a superfluous zero", new BigDecimal("0.10"));
      add(cases, "a hundred in tens", new BigDecimal("1E+2"));
    }
    if (type.length() > type.scale()) {
      add(cases, "one", BigDecimal.ONE);
      add(cases, "one with all its zeros", BigDecimal.ONE.setScale(type.scale()));
    }
  }

  private static void instants(StoredType type, List<EdgeCase> cases) {
    if (type.isRanged()) {
      add(cases, "least", Instant.ofEpochSecond(type.least().longValue()));
      add(cases, "greatest", Instant.ofEpochSecond(type.greatest().longValue(), 999_999_999));
    }
    add(cases, "epoch", Instant.parse("1970-01-01T00:00:00Z"));
    add(cases, "first", Instant.parse("0001-01-01T00:00:00Z"));
    add(cases, "last", Instant.parse("9999-12-31T23:59:59.999999999Z"));
    add(cases, "end of leap day", Instant.parse("2024-02-29T23:59:59.999999999Z"));
    add(cases, "start of summer time", Instant.parse("2024-03-31T01:30:00.000001Z"));
    add(cases, "gap of summer time", Instant.parse("2024-03-31T02:30:00Z"));
    cases.add(new EdgeCase(
        "beyond 32 bits",
        Instant.parse("2038-01-19T03:14:08Z"),
        other -> ((Instant) other).getEpochSecond() > Integer.MAX_VALUE));
    cases.add(new EdgeCase(
        "before 1583",
        Instant.parse("1582-10-10T00:00:00Z"),
        other -> ((Instant) other).isBefore(Instant.parse("1583-01-01T00:00:00Z"))));
    add(cases, "overlap of summer time", Instant.parse("2024-10-27T00:30:00.001Z"));
  }

  private static void localDateTimes(List<EdgeCase> cases) {
    add(cases, "epoch", LocalDateTime.parse("1970-01-01T00:00:00"));
    add(cases, "first", LocalDateTime.parse("0001-01-01T00:00:00"));
    add(cases, "last", LocalDateTime.parse("9999-12-31T23:59:59.999999999"));
    add(cases, "end of leap day", LocalDateTime.parse("2024-02-29T23:59:59.999999999"));
    add(cases, "gap of summer time", LocalDateTime.parse("2024-03-31T02:30:00.000001"));
    add(cases, "gap in America", LocalDateTime.parse("2024-03-10T02:30:00"));
    add(cases, "overlap of summer time", LocalDateTime.parse("2024-10-27T02:30:00.001"));
  }

  private static void localDates(List<EdgeCase> cases) {
    add(cases, "epoch", LocalDate.parse("1970-01-01"));
    add(cases, "first", LocalDate.parse("0001-01-01"));
    add(cases, "last", LocalDate.parse("9999-12-31"));
    cases.add(new EdgeCase("leap day", LocalDate.parse("2024-02-29"), other -> {
      LocalDate date = (LocalDate) other;
      return date.getMonthValue() == 2 && date.getDayOfMonth() == 29;
    }));
    cases.add(new EdgeCase(
        "before 1583",
        LocalDate.parse("1582-10-10"),
        other -> ((LocalDate) other).getYear() < 1_583));
    add(cases, "start of summer time", LocalDate.parse("2024-03-31"));
  }

  private static void bytes(int length, List<EdgeCase> cases) {
    add(cases, "empty", new byte[0]);
    add(cases, "zero byte", new byte[] {0});
    addBytes(
        cases, "high bit", new byte[] {(byte) 0x80}, bytes -> bytes.length > 0 && bytes[0] < 0);
    add(cases, "low", new byte[] {1});
    if (length > 1) {
      addBytes(
          cases,
          "trailing zero",
          new byte[] {1, 0},
          bytes -> bytes.length > 1 && bytes[bytes.length - 1] == 0);
      addBytes(cases, "longest", new byte[length], bytes -> bytes.length == length);
    }
  }

  /** Values that a row must not have in a column. */
  public static List<EdgeCase> refusedBy(Table table, int column) {
    List<EdgeCase> cases = refusedBy(table.type(column));
    if (AgreedTexts.areFor(table, column)) {
      add(cases, "compared in different ways", "\u0e01");
    }
    return cases;
  }

  /** Values that a column of this type must refuse. */
  public static List<EdgeCase> refusedBy(StoredType type) {
    var cases = new ArrayList<EdgeCase>();
    switch (type.kind()) {
      case TEXT -> {
        addText(
            cases, "too long", "x".repeat(type.length() + 1), text -> length(text) > type.length());
        add(cases, "NUL", "\u0000");
        add(cases, "lone surrogate", "\ud83d");
        if (type.isNarrow()) {
          add(cases, "beyond the character set", "\ud83d\ude00");
        }
        if (type.isFixedLength()) {
          add(cases, "blank at the end", "a ");
          add(cases, "control", "\t");
        }
      }
      case INT16 -> beyond(type, number -> (short) number, Short.SIZE, cases);
      case INT32 -> beyond(type, number -> (int) number, Integer.SIZE, cases);
      case INT64 -> beyond(type, number -> number, Long.SIZE, cases);
      case DECIMAL -> {
        add(cases, "too many digits", BigDecimal.TEN.pow(type.length() - type.scale()));
        add(cases, "scale too large", new BigDecimal(BigInteger.ONE, type.scale() + 1));
      }
      case DOUBLE -> {
        add(cases, "not a number", Double.NaN);
        add(cases, "infinite", Double.POSITIVE_INFINITY);
      }
      case INSTANT -> {
        add(cases, "year 10000", Instant.parse("+10000-01-01T00:00:00Z"));
        add(cases, "year 0", Instant.parse("0000-12-31T23:59:59Z"));
        if (type.isRanged()) {
          add(cases, "below the least", Instant.ofEpochSecond(type.least().longValue() - 1));
          add(cases, "above the greatest", Instant.ofEpochSecond(type.greatest().longValue() + 1));
        }
      }
      case LOCAL_DATE_TIME -> {
        add(cases, "year 10000", LocalDateTime.of(10_000, 1, 1, 0, 0));
        add(cases, "year 0", LocalDateTime.of(0, 12, 31, 0, 0));
      }
      case LOCAL_DATE -> {
        add(cases, "year 10000", LocalDate.of(10_000, 1, 1));
        add(cases, "year 0", LocalDate.of(0, 12, 31));
      }
      case BYTES -> {
        add(cases, "too long", new byte[type.length() + 1]);
        if (type.isFixedLength()) {
          add(cases, "too short", new byte[type.length() - 1]);
        }
      }
      case LONG_TEXT -> {
        add(cases, "NUL", "\u0000");
        add(cases, "lone surrogate", "\ud83d");
      }
      case DOCUMENT -> add(cases, "no document", "{");
      case ENUM, BOOLEAN, LOCAL_TIME, UUID, LONG_BYTES -> {}
    }
    return cases;
  }

  /** The integers next to a range, where the kind has them. */
  private static void beyond(
      StoredType type, LongFunction<Object> integer, int bits, List<EdgeCase> cases) {
    if (!type.isRanged()) {
      return;
    }
    BigInteger below = type.least().subtract(BigInteger.ONE);
    BigInteger above = type.greatest().add(BigInteger.ONE);
    if (below.bitLength() < bits) {
      add(cases, "below the least", integer.apply(below.longValue()));
    }
    if (above.bitLength() < bits) {
      add(cases, "above the greatest", integer.apply(above.longValue()));
    }
  }
}
