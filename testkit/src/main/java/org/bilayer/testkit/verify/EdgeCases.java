package org.bilayer.testkit.verify;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.bilayer.spi.StoredType;

/** Values of each stored type at which stores were seen to go wrong; those that fit, and those that must be refused. */
final class EdgeCases {

  /** A value with the name of what is special about it. */
  record EdgeCase(String name, Object value) {}

  private EdgeCases() {}

  /** The values that a column of this type holds. */
  static List<EdgeCase> of(StoredType type) {
    var cases = new ArrayList<EdgeCase>();
    switch (type.kind()) {
      case TEXT -> texts(type.length(), cases);
      case ENUM -> {}
      case DECIMAL -> decimals(type, cases);
      case INT16 -> {
        add(cases, "zero", (short) 0);
        add(cases, "one", (short) 1);
        add(cases, "minus one", (short) -1);
        add(cases, "least", Short.MIN_VALUE);
        add(cases, "greatest", Short.MAX_VALUE);
      }
      case INT32 -> {
        add(cases, "zero", 0);
        add(cases, "one", 1);
        add(cases, "minus one", -1);
        add(cases, "least", Integer.MIN_VALUE);
        add(cases, "greatest", Integer.MAX_VALUE);
      }
      case INT64 -> {
        add(cases, "zero", 0L);
        add(cases, "one", 1L);
        add(cases, "minus one", -1L);
        add(cases, "least", Long.MIN_VALUE);
        add(cases, "greatest", Long.MAX_VALUE);
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
      case INSTANT -> instants(cases);
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

  private static void texts(int length, List<EdgeCase> cases) {
    var all = new ArrayList<EdgeCase>();
    add(all, "empty", "");
    add(all, "lower case", "a");
    add(all, "upper case", "A");
    add(all, "trailing blank", "a ");
    add(all, "blank", " ");
    add(all, "composed accent", "\u00e9");
    add(all, "combining mark", "e\u0301");
    add(all, "sharp s", "\u00df");
    add(all, "dotted capital i", "\u0130");
    add(all, "emoji", "\ud83d\ude00");
    add(all, "other emoji", "\ud83d\ude01");
    add(all, "last of the basic plane", "\ufffd");
    add(all, "percent sign", "%");
    add(all, "underscore", "_");
    add(all, "backslash", "\\");
    add(all, "quote", "'");
    add(all, "line end", "\n");
    add(all, "digits", "10");
    add(all, "longest", "x".repeat(length));
    add(all, "longest of emoji", "\ud83d\ude00".repeat(length));
    for (EdgeCase each : all) {
      String text = (String) each.value();
      if (text.codePointCount(0, text.length()) <= length) {
        cases.add(each);
      }
    }
  }

  private static void decimals(StoredType type, List<EdgeCase> cases) {
    var greatest =
        new BigDecimal(BigInteger.TEN.pow(type.length()).subtract(BigInteger.ONE), type.scale());
    add(cases, "zero", BigDecimal.ZERO);
    add(cases, "last digit", new BigDecimal(BigInteger.ONE, type.scale()));
    add(cases, "minus last digit", new BigDecimal(BigInteger.ONE.negate(), type.scale()));
    add(cases, "greatest", greatest);
    add(cases, "least", greatest.negate());
    if (type.length() > type.scale()) {
      add(cases, "one", BigDecimal.ONE);
      add(cases, "one with all its zeros", BigDecimal.ONE.setScale(type.scale()));
    }
  }

  private static void instants(List<EdgeCase> cases) {
    for (String each : List.of(
        "1970-01-01T00:00:00Z",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999999999Z",
        "2024-02-29T23:59:59.999999999Z",
        "2024-03-31T01:30:00.000001Z",
        "2024-03-31T02:30:00Z",
        "2038-01-19T03:14:08Z",
        "1582-10-10T00:00:00Z",
        "2024-10-27T00:30:00.001Z")) {
      add(cases, each, Instant.parse(each));
    }
  }

  private static void localDateTimes(List<EdgeCase> cases) {
    for (String each : List.of(
        "1970-01-01T00:00:00",
        "0001-01-01T00:00:00",
        "9999-12-31T23:59:59.999999999",
        "2024-02-29T23:59:59.999999999",
        "2024-03-31T02:30:00.000001",
        "2024-03-10T02:30:00",
        "2024-10-27T02:30:00.001")) {
      add(cases, each, LocalDateTime.parse(each));
    }
  }

  private static void localDates(List<EdgeCase> cases) {
    for (String each : List.of(
        "1970-01-01", "0001-01-01", "9999-12-31", "2024-02-29", "1582-10-10", "2024-03-31")) {
      add(cases, each, LocalDate.parse(each));
    }
  }

  private static void bytes(int length, List<EdgeCase> cases) {
    add(cases, "empty", new byte[0]);
    add(cases, "zero byte", new byte[] {0});
    add(cases, "high bit", new byte[] {(byte) 0x80});
    add(cases, "low", new byte[] {1});
    if (length > 1) {
      add(cases, "trailing zero", new byte[] {1, 0});
      add(cases, "longest", new byte[length]);
    }
  }

  /** Values that a column of this type must refuse. */
  static List<EdgeCase> refusedBy(StoredType type) {
    var cases = new ArrayList<EdgeCase>();
    switch (type.kind()) {
      case TEXT -> {
        add(cases, "too long", "x".repeat(type.length() + 1));
        add(cases, "NUL", "\u0000");
        add(cases, "lone surrogate", "\ud83d");
      }
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
      }
      case LOCAL_DATE_TIME -> {
        add(cases, "year 10000", LocalDateTime.of(10_000, 1, 1, 0, 0));
        add(cases, "year 0", LocalDateTime.of(0, 12, 31, 0, 0));
      }
      case LOCAL_DATE -> {
        add(cases, "year 10000", LocalDate.of(10_000, 1, 1));
        add(cases, "year 0", LocalDate.of(0, 12, 31));
      }
      case BYTES -> add(cases, "too long", new byte[type.length() + 1]);
      case DOCUMENT -> add(cases, "no document", "{");
      case ENUM, INT16, INT32, INT64, BOOLEAN, LOCAL_TIME, UUID -> {}
    }
    return cases;
  }
}
